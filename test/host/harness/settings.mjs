// What keeps a test's VS Code quiet and its screenshots alike.

export const quietSettings = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.reduceMotion': 'on',
  'workbench.list.smoothScrolling': false,
  // Hides chat, Copilot, its notifications and the secondary side bar.
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'editor.minimap.enabled': false,
  'editor.cursorBlinking': 'solid',
  'files.autoSave': 'off',
  'window.commandCenter': false,
  'window.autoDetectColorScheme': false,
  // Fixed, else the theme follows the browser.
  'workbench.colorTheme': 'Dark 2026',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'window.dialogStyle': 'custom',
  'window.confirmBeforeClose': 'never',
  'files.simpleDialog.enable': true,
  'npm.autoDetect': 'off',
  'grunt.autoDetect': 'off',
  'gulp.autoDetect': 'off',
  'jake.autoDetect': 'off',
  'typescript.disableAutomaticTypeAcquisition': true,
}

/**
 * Built-in extensions that only add noise, prompts or start-up time. Never list one whose manifest has "browser" (emmet,
 * git-base, merge-conflict): the page would then look for its web build, which is not shipped, and log a 404.
 */
export const skippedBuiltInExtensions = [
  'GitHub.copilot-chat',
  'vscode.git',
  'vscode.github',
  'vscode.mermaid-markdown-features',
  'vscode.tunnel-forwarding',
  'vscode.debug-auto-launch',
]
