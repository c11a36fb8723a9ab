// Connects VS Code to the project's language server, `go run ./cmd/lsp`: it starts the server,
// starts it anew when it dies, and hands on what it says. All that is known about the site is
// known there.
'use strict'
const { spawn } = require('node:child_process')
const vscode = require('vscode')

const files = '{content,layouts,assets}/**'
const kinds = vscode.CompletionItemKind
const kindOf = { 10: kinds.Property, 14: kinds.Keyword, 15: kinds.Snippet, 17: kinds.File, 18: kinds.Reference, 20: kinds.EnumMember }
const french = vscode.env.language.startsWith('fr')

const place = p => ({ line: p.line, character: p.character })
const range = r => new vscode.Range(r.start.line, r.start.character, r.end.line, r.end.character)
const plain = r => ({ start: place(r.start), end: place(r.end) })
const markdown = m => m && new vscode.MarkdownString(m.value)

// A connection speaks JSON-RPC with one server process. lost is called once, when it has ended.
class Connection {
  constructor (folder, log, heard, lost) {
    this.asked = new Map()
    this.last = 0
    this.heard = heard
    this.rest = Buffer.alloc(0)
    this.process = spawn('go', ['run', './cmd/lsp'], { cwd: folder })
    const end = why => {
      if (this.ended) return
      this.ended = true
      for (const answer of this.asked.values()) answer(null)
      lost(why)
    }
    this.process.on('error', end)
    this.process.on('close', code => end({ code }))
    this.process.stdin.on('error', () => {}) // 'close' tells
    this.process.stderr.on('data', text => log.append(String(text)))
    this.process.stdout.on('data', bytes => this.read(bytes))
  }

  read (bytes) {
    this.rest = Buffer.concat([this.rest, bytes])
    for (;;) {
      const head = this.rest.indexOf('\r\n\r\n')
      if (head < 0) return
      const length = Number(/Content-Length: *(\d+)/i.exec(this.rest.toString('ascii', 0, head))[1])
      if (this.rest.length < head + 4 + length) return
      const message = JSON.parse(this.rest.toString('utf8', head + 4, head + 4 + length))
      this.rest = this.rest.subarray(head + 4 + length)
      if (message.method) {
        this.heard(message.method, message.params)
      } else if (this.asked.has(message.id)) {
        this.asked.get(message.id)(message.result ?? null, message.error)
        this.asked.delete(message.id)
      }
    }
  }

  send (message) {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message })
    if (!this.ended) this.process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  }

  tell (method, params) { this.send({ method, params }) }

  ask (method, params) {
    if (this.ended) return Promise.resolve(null)
    const id = ++this.last
    return new Promise(resolve => { this.asked.set(id, resolve); this.send({ id, method, params }) })
  }

  // request asks for what may be refused: then it fails with what the server says.
  request (method, params) {
    const id = ++this.last
    return new Promise((resolve, reject) => {
      this.asked.set(id, (result, error) => error ? reject(new Error(error.message)) : resolve(result))
      this.send({ id, method, params })
    })
  }

  // stop lets the server go. It ends at the end of its input, come what may.
  stop () {
    if (this.ended) return
    this.ended = true
    this.process.stdin.end(['{"jsonrpc":"2.0","id":0,"method":"shutdown"}', '{"jsonrpc":"2.0","method":"exit"}']
      .map(body => `Content-Length: ${body.length}\r\n\r\n${body}`).join(''))
  }
}

let connection

exports.activate = context => {
  const folder = vscode.workspace.workspaceFolders?.find(f => context.extensionUri.path.startsWith(f.uri.path + '/')) ?? vscode.workspace.workspaceFolders?.[0]
  if (!folder) return
  const log = vscode.window.createOutputChannel('Art’s Factory')
  const problems = vscode.languages.createDiagnosticCollection('arts-factory')
  const ours = { scheme: 'file', pattern: new vscode.RelativePattern(folder, files) }
  const isOurs = d => vscode.languages.match(ours, d) > 0
  const texts = () => vscode.workspace.textDocuments.filter(isOurs)
  const name = d => ({ textDocument: { uri: d.uri.toString() } })
  let deaths = []
  let completing

  function heard (method, p) {
    if (method !== 'textDocument/publishDiagnostics') return
    problems.set(vscode.Uri.parse(p.uri), p.diagnostics.map(x => {
      const d = new vscode.Diagnostic(range(x.range), x.message, x.severity - 1)
      d.source = x.source
      return d
    }))
  }

  async function start () {
    const c = connection = new Connection(folder.uri.fsPath, log, heard, lost)
    const hello = await c.ask('initialize', {
      processId: process.pid,
      locale: vscode.env.language,
      rootUri: folder.uri.toString(),
      workspaceFolders: [{ uri: folder.uri.toString(), name: folder.name }],
      capabilities: { workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['rename'] } } }
    })
    if (!hello) return // lost
    c.tell('initialized', {})
    texts().forEach(open)
    if (completing) return
    completing = vscode.languages.registerCompletionItemProvider(ours, { provideCompletionItems: complete }, ...hello.capabilities.completionProvider.triggerCharacters)
    context.subscriptions.push(completing)
  }

  async function lost (why) {
    problems.clear()
    if (why.code === 'ENOENT') {
      const get = french ? 'Installer Go' : 'Install Go'
      const pressed = await vscode.window.showWarningMessage(french
        ? 'Art’s Factory : Go n’est pas installé. Installez-le, puis rouvrez la fenêtre : les champs se complètent et se vérifient pendant que vous écrivez.'
        : 'Art’s Factory: Go is not installed. Install it and open the window again: fields complete and are checked while you type.', get)
      if (pressed) vscode.env.openExternal(vscode.Uri.parse('https://go.dev/dl/'))
      return
    }
    const now = Date.now()
    deaths = [...deaths.filter(t => t > now - 60000), now]
    if (deaths.length < 4) return start()
    const again = french ? 'Relancer' : 'Start again'
    const pressed = await vscode.window.showWarningMessage(french
      ? 'Art’s Factory : l’aide à la saisie s’arrête sans cesse. La raison est dans « Sortie ».'
      : 'Art’s Factory: the help while typing stops again and again. The reason is in “Output”.', again)
    if (pressed) { deaths = []; start() } else { log.show(true) }
  }

  const open = d => connection.tell('textDocument/didOpen', { textDocument: { uri: d.uri.toString(), languageId: d.languageId, version: d.version, text: d.getText() } })
  const at = (d, position, method) => connection.ask('textDocument/' + method, { ...name(d), position: place(position) })

  async function complete (d, position) {
    return (await at(d, position, 'completion') ?? []).map(x => {
      const item = new vscode.CompletionItem({ label: x.label, description: x.labelDetails?.description }, kindOf[x.kind])
      item.insertText = x.insertTextFormat === 2 ? new vscode.SnippetString(x.textEdit.newText) : x.textEdit.newText
      item.range = range(x.textEdit.range)
      item.sortText = x.sortText
      item.filterText = x.filterText
      item.documentation = markdown(x.documentation)
      // Behind the name of a field its values are offered at once.
      if (x.insertTextFormat === 2) item.command = { command: 'editor.action.triggerSuggest', title: '', arguments: [{ auto: true }] }
      return item
    })
  }

  async function hover (d, position) {
    const h = await at(d, position, 'hover')
    return h && new vscode.Hover(markdown(h.contents), range(h.range))
  }

  async function define (d, position) {
    const l = await at(d, position, 'definition')
    return l && new vscode.Location(vscode.Uri.parse(l.uri), range(l.range))
  }

  async function fix (d, where, { diagnostics }) {
    const wrong = diagnostics.map(x => ({ range: plain(x.range), severity: x.severity + 1, source: x.source, message: x.message }))
    const list = await connection.ask('textDocument/codeAction', { ...name(d), range: plain(where), context: { diagnostics: wrong } })
    return (list ?? []).map(x => {
      const action = new vscode.CodeAction(x.title, vscode.CodeActionKind.QuickFix)
      action.isPreferred = x.isPreferred
      action.edit = new vscode.WorkspaceEdit()
      for (const e of x.edit.changes[d.uri.toString()] ?? []) action.edit.replace(d.uri, range(e.range), e.newText)
      return action
    })
  }

  // An entry is renamed where a relation names it, or on the line of its title.
  async function prepareRename (d, position) {
    const r = await at(d, position, 'prepareRename')
    if (!r) throw new Error(french ? 'Ici rien ne nomme une entrée : placez-vous sur une relation, ou sur le titre.' : 'Nothing names an entry here: go to a relation, or to the title.')
    return { range: range(r.range), placeholder: r.placeholder }
  }

  async function rename (d, position, newName) {
    const e = await connection.request('textDocument/rename', { ...name(d), position: place(position), newName })
    const edit = new vscode.WorkspaceEdit()
    for (const c of e?.documentChanges ?? []) {
      if (c.kind === 'rename') edit.renameFile(vscode.Uri.parse(c.oldUri), vscode.Uri.parse(c.newUri))
      else for (const x of c.edits) edit.replace(vscode.Uri.parse(c.textDocument.uri), range(x.range), x.newText)
    }
    return edit
  }

  const watcher = vscode.workspace.createFileSystemWatcher(ours.pattern)
  const moved = uri => connection.tell('workspace/didChangeWatchedFiles', { changes: [{ uri: uri.toString() }] })
  context.subscriptions.push(log, problems, watcher,
    watcher.onDidCreate(moved), watcher.onDidChange(moved), watcher.onDidDelete(moved),
    vscode.workspace.onDidOpenTextDocument(d => isOurs(d) && open(d)),
    vscode.workspace.onDidChangeTextDocument(({ document: d }) => isOurs(d) &&
      connection.tell('textDocument/didChange', { textDocument: { uri: d.uri.toString(), version: d.version }, contentChanges: [{ text: d.getText() }] })),
    vscode.workspace.onDidCloseTextDocument(d => isOurs(d) && connection.tell('textDocument/didClose', name(d))),
    vscode.languages.registerHoverProvider(ours, { provideHover: hover }),
    vscode.languages.registerDefinitionProvider(ours, { provideDefinition: define }),
    vscode.languages.registerRenameProvider(ours, { prepareRename, provideRenameEdits: rename }),
    vscode.languages.registerCodeActionsProvider(ours, { provideCodeActions: fix }, { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] }))
  start()
}

exports.deactivate = () => connection?.stop()
