import { builtinModules } from 'node:module'
import tseslint from 'typescript-eslint'

// The pure rooms know no machine: files, clock and hashing come in as arguments.
const pureRooms = [
  'text',
  'protocol',
  'sql',
  'prisma',
  'application',
  'rules',
  'recipes',
  'features',
]
const nodeModules = builtinModules.flatMap((name) => [name, `node:${name}`])
const inPureRooms = nodeModules.filter((name) => !['path/posix', 'node:path/posix'].includes(name))

export default tseslint.config(
  {
    ignores: [
      'node_modules',
      'dist',
      'out',
      'test/fixtures',
      'examples',
      '**/*.mjs',
      '**/vscode-host',
    ],
  },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'no-console': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
      'max-lines': ['error', { max: 400 }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
        { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
        { selector: 'PropertyDefinition[accessibility="private"]', message: 'Use #private.' },
      ],
    },
  },
  {
    files: ['server/src/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'vscode', message: 'The server knows no editor.' }] },
      ],
    },
  },
  {
    files: pureRooms.map((room) => `server/src/${room}/**/*.ts`),
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [...inPureRooms, 'vscode'].map((name) => ({
            name,
            message: 'A pure room takes files, clock and hashing as arguments.',
          })),
        },
      ],
      'no-restricted-globals': ['error', 'process', 'setTimeout', 'setInterval', 'fetch'],
    },
  },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
)
