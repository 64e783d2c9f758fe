import { createApplications, type ApplicationRequest } from './applications.js'

// The applications run in a process of their own, so that their latencies are not those of the bench's event loop.
const applications = createApplications(process.argv[2] ?? '{}')

process.on('message', (message: ApplicationRequest & { readonly id: number }) => {
  void applications.answer(message).then(
    (result) => process.send?.({ id: message.id, result }),
    (error: unknown) => process.send?.({ id: message.id, error: String(error) }),
  )
})
process.on('disconnect', () => process.exit())
