import assert from 'node:assert/strict'
import { looksLikeProduction } from '../../../server/src/environments/productionSigns.js'

suite('signs of production', () => {
  const production: readonly (readonly [string, RegExp])[] = [
    ['postgresql://app@db.internal/shop_production', /database name/],
    ['postgresql://app@prod-db.internal/shop', /host name/],
    ['postgresql://app_prd@db.internal/shop', /user name/],
    ['postgresql://app@db.internal/shopLive', /database name/],
    // A tunnel to production ends on this machine.
    ['postgresql://app@localhost:15432/shop_prod', /database name/],
    ['postgresql://app@shop.c1abc.eu-central-1.rds.amazonaws.com/shop', /hosting service/],
    ['postgresql://app@ep-calm-1.eu.aws.neon.tech/shop', /hosting service/],
  ]
  for (const [url, because] of production) {
    test(`${url} looks like production`, () => {
      const sign = looksLikeProduction(url)
      assert.ok(sign.looksLikeProduction)
      assert.match(sign.because, because)
    })
  }

  for (const url of [
    'postgresql://app@localhost/shop',
    'postgresql://app@localhost/product_catalog',
    'postgresql://app@db.internal/shop_preprod',
    'postgresql://app@db.internal/shop-pre-prod',
    'postgresql://app@non-prod.internal/shop',
    'postgresql://app@shop-staging.c1abc.eu-central-1.rds.amazonaws.com/shop',
    'postgresql://app@notneon.tech/shop',
    'not a url',
  ]) {
    test(`${url} does not`, () => assert.equal(looksLikeProduction(url).looksLikeProduction, false))
  }

  test('the reason holds no part of the URL', () => {
    const sign = looksLikeProduction('postgresql://app:hunter2@prod.example/hunter2_prod')
    assert.ok(sign.looksLikeProduction)
    assert.doesNotMatch(sign.because, /hunter2|example/)
  })
})
