import * as vscode from 'vscode'

/** Where a question stands among those that are asked one after the other. */
export type Place = { readonly title: string; readonly step: number; readonly steps: number }

export type Answer<Value> =
  | { readonly kind: 'answer'; readonly value: Value }
  | { readonly kind: 'back' }
  | { readonly kind: 'cancelled' }

/** A refusal keeps the box open; a note is shown beneath a text that is accepted. */
export type Validation =
  | { readonly kind: 'refused'; readonly say: string }
  | { readonly kind: 'note'; readonly say: string }
  | undefined

export type TextQuestion = {
  readonly prompt: string
  readonly value?: string
  readonly placeholder?: string
  readonly password?: boolean
  readonly validate: (text: string) => Validation | Promise<Validation>
}

/** Asks for a text. It stays open when the focus goes elsewhere, for people fetch a URL from elsewhere. */
export function askText(
  place: Place,
  question: TextQuestion,
  token?: vscode.CancellationToken,
): Promise<Answer<string>> {
  const box = vscode.window.createInputBox()
  box.prompt = question.prompt
  box.value = question.value ?? ''
  box.placeholder = question.placeholder ?? ''
  box.password = question.password ?? false
  const validate = async (text: string): Promise<boolean> => {
    const validation = await question.validate(text)
    // The user has typed on: a later check speaks for the box.
    if (box.value === text) box.validationMessage = messageOf(validation)
    return validation?.kind !== 'refused'
  }
  if (box.value !== '') void validate(box.value)
  return ask(box, place, token, (answer) => [
    box.onDidChangeValue((text) => {
      box.validationMessage = undefined
      if (text !== '') void validate(text)
    }),
    box.onDidAccept(async () => {
      const text = box.value
      box.busy = true
      const isFine = await validate(text)
      box.busy = false
      if (isFine && box.value === text) answer(text)
    }),
  ])
}

export type Choice<Value> = {
  readonly label: string
  readonly detail: string
  readonly value: Value
}

/** Asks for one of several; `first` is the one that Enter takes. */
export function askChoice<Value>(
  place: Place,
  question: {
    readonly text: string
    readonly choices: readonly Choice<Value>[]
    readonly first?: Value
  },
  token?: vscode.CancellationToken,
): Promise<Answer<Value>> {
  const pick = vscode.window.createQuickPick<Choice<Value> & vscode.QuickPickItem>()
  pick.placeholder = question.text
  pick.matchOnDetail = true
  pick.items = question.choices
  if (question.first !== undefined)
    pick.activeItems = pick.items.filter(({ value }) => value === question.first)
  return ask(pick, place, token, (answer) => [
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems
      if (chosen) answer(chosen.value)
    }),
  ])
}

function ask<Value>(
  input: vscode.QuickInput & Partial<Pick<vscode.InputBox, 'buttons' | 'onDidTriggerButton'>>,
  { title, step, steps }: Place,
  token: vscode.CancellationToken | undefined,
  listen: (answer: (value: Value) => void) => readonly vscode.Disposable[],
): Promise<Answer<Value>> {
  input.title = title
  input.ignoreFocusOut = true
  if (steps > 1) {
    input.step = step
    input.totalSteps = steps
  }
  if (step > 1) input.buttons = [vscode.QuickInputButtons.Back]
  return new Promise((resolve) => {
    const settle = (answer: Answer<Value>) => {
      resolve(answer)
      for (const one of subscriptions) one.dispose()
      input.dispose()
    }
    const subscriptions = [
      ...listen((value) => settle({ kind: 'answer', value })),
      // Escape, and another question that takes the place of this one.
      input.onDidHide(() => settle({ kind: 'cancelled' })),
      ...(input.onDidTriggerButton
        ? [input.onDidTriggerButton(() => settle({ kind: 'back' }))]
        : []),
      ...(token ? [token.onCancellationRequested(() => settle({ kind: 'cancelled' }))] : []),
    ]
    input.show()
  })
}

function messageOf(validation: Validation): string | vscode.InputBoxValidationMessage {
  switch (validation?.kind) {
    case undefined:
      return ''
    case 'refused':
      return { message: validation.say, severity: vscode.InputBoxValidationSeverity.Error }
    case 'note':
      return { message: validation.say, severity: vscode.InputBoxValidationSeverity.Info }
    default:
      return validation satisfies never
  }
}
