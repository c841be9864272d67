package cli

import (
	"fmt"
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	tables "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// Widths of pages in columns: wider lines are hard to read, and narrower ones hold no words.
const (
	widestPage    = 100
	narrowestPage = 20
)

// page is a document of Markdown that is laid out for a terminal.
type page struct {
	source []byte
	paint  painter
}

// renderPage lays Markdown out for a terminal of a width in columns: paragraphs and tables fit it, code is indented, with a bar
// that is red beside bad examples and green beside good ones.
func renderPage(markdown string, width int, colored bool) string {
	p := page{source: []byte(markdown), paint: painter{colored}}
	document := goldmark.New(goldmark.WithExtensions(extension.Table)).Parser().Parse(text.NewReader(p.source))
	lines := p.blocks(document, min(max(width, narrowestPage), widestPage), false)
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.Join(lines, "\n") + "\n"
}

// blocks lays out what is in a block, with empty lines between unless they are tight.
func (p page) blocks(parent ast.Node, width int, tight bool) []string {
	var lines []string
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if n != parent.FirstChild() && !tight {
			lines = append(lines, "")
		}
		lines = append(lines, p.block(n, width)...)
	}
	return lines
}

// block lays out one block in lines. Lines of code alone may be wider.
func (p page) block(n ast.Node, width int) []string {
	switch n := n.(type) {
	case *ast.Heading:
		return p.paint.wrap(p.runs(n, bold), width, false)
	case *ast.List:
		return p.list(n, width)
	case *ast.FencedCodeBlock:
		return p.code(n, p.info(n), width)
	case *ast.CodeBlock:
		return p.code(n, "", width)
	case *ast.Blockquote:
		return indent(p.blocks(n, width-len("| "), false), p.paint.as("| ", dim), p.paint.as("| ", dim))
	case *ast.ThematicBreak:
		return []string{p.paint.as(strings.Repeat("─", width), dim)}
	case *ast.HTMLBlock:
		return p.verbatim(n)
	case *tables.Table:
		return p.table(n, width)
	}
	return p.paint.wrap(p.runs(n, 0), width, false)
}

// list lays out the items behind their bullets or numbers.
func (p page) list(list *ast.List, width int) []string {
	var lines []string
	number := list.Start
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		bullet := "- "
		if list.IsOrdered() {
			bullet = fmt.Sprintf("%d. ", number)
			number++
		}
		if item != list.FirstChild() && !list.IsTight {
			lines = append(lines, "")
		}
		content := p.blocks(item, width-len(bullet), list.IsTight)
		lines = append(lines, indent(content, bullet, strings.Repeat(" ", len(bullet)))...)
	}
	return lines
}

// info is what stands behind the language of a block of code: "bad" or "good" for examples, "config" or "file NAME" for what they need.
func (p page) info(n *ast.FencedCodeBlock) string {
	if n.Info == nil {
		return ""
	}
	_, info, _ := strings.Cut(string(n.Info.Value(p.source)), " ")
	return strings.TrimSpace(info)
}

// code lays out a block of code behind a bar, with what the example is above it.
func (p page) code(n ast.Node, info string, width int) []string {
	bars := map[string]look{"bad": red, "good": green, "config": dim}
	look, isExample := bars[info]
	if !isExample {
		look = dim
	}
	var lines []string
	if info != "" {
		lines = append(lines, "  "+p.paint.as(info+":", look|bold))
	}
	bar := "  " + p.paint.as("│", look) + " "
	for _, line := range p.verbatim(n) {
		for _, part := range breakCode(line, width-len("  | ")) {
			lines = append(lines, bar+p.paint.as(part, dim))
		}
	}
	return lines
}

// breakCode breaks a line of code that is wider than the page, at blanks where it has some. What follows is indented.
func breakCode(line string, width int) []string {
	var parts []string
	lead := strings.Repeat(" ", min(len(line)-len(strings.TrimLeft(line, " "))+4, width/2))
	for runewidth.StringWidth(line) > width {
		cut := len(runewidth.Truncate(line, width, ""))
		if blank := strings.LastIndexByte(line[:cut], ' '); blank > len(lead) {
			cut = blank
		}
		if cut <= len(lead) {
			break // there is no room for a letter
		}
		parts = append(parts, line[:cut])
		line = lead + strings.TrimLeft(line[cut:], " ")
	}
	return append(parts, line)
}

// verbatim returns the lines of a block as they are in the source.
func (p page) verbatim(n ast.Node) []string {
	var lines []string
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		lines = append(lines, strings.TrimRight(string(segment.Value(p.source)), "\r\n"))
	}
	return lines
}

// indent puts first before the first line and rest before the others.
func indent(lines []string, first, rest string) []string {
	indented := make([]string, len(lines))
	for i, line := range lines {
		indented[i] = rest + line
		if i == 0 {
			indented[i] = first + line
		}
	}
	return indented
}
