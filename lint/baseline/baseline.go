// Package baseline remembers known findings, so that a linter can be switched on today and old findings be mended later.
//
// The file holds one finding a line, sorted, and no line numbers: a rule may move within its file, and its other lines may change.
//
//	version: 1
//	findings:
//	- {file: "alerts/node.yaml", group: "node", rule: "DiskFull", check: "shortrange", message: "range 1m holds ..."}
//	- {file: "alerts/node.yaml", group: "node", rule: "Flapping", check: "shortrange", message: "range 2m holds ...", count: 2}
package baseline

import (
	"cmp"
	_ "embed"
	"path/filepath"
	"strings"

	"github.com/promwright/promwright/internal/lazyregexp"
	"github.com/promwright/promwright/internal/ruleat"
	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// Version is that of the files that are written, and the only one that is read.
const Version = 1

//go:embed README.md
var doc string

// Check is what findings about the baseline itself are filed under. It has no function: see [Baseline.Findings].
var Check = &lint.Check{Name: "baseline", Doc: doc, Folder: "baseline", Severity: lint.Warning}

// Entry is one line of a baseline: a finding, or several that are equal, in one rule.
type Entry struct {
	File    string // slashed, relative to the folder of the baseline
	Group   string // "" outside all groups
	Rule    string // the alert or the recorded metric; "" outside all rules
	Check   string
	Message string // without line numbers
	Count   int    // of equal findings, at least 1
	Line    int    // in the baseline; 0 in one that was not read
}

// identity is what makes two findings the same one.
type identity struct{ file, group, rule, check, message string }

func (e Entry) identity() identity { return identity{e.File, e.Group, e.Rule, e.Check, e.Message} }

func compare(a, b Entry) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Group, b.Group), cmp.Compare(a.Rule, b.Rule),
		cmp.Compare(a.Check, b.Check), cmp.Compare(a.Message, b.Message))
}

// places makes identities of findings, with paths relative to the folder of a baseline.
type places struct {
	folder string
	rules  ruleat.Index
	names  map[string]string // by name of a file: its path in the baseline
}

func newPlaces(name string) *places {
	folder, err := filepath.Abs(filepath.Dir(name))
	if err != nil {
		folder = filepath.Dir(name)
	}
	return &places{folder: folder, names: map[string]string{}}
}

// path returns the path of a file as baselines write it.
func (p *places) path(name string) string {
	if path, ok := p.names[name]; ok {
		return path
	}
	path := name
	if absolute, err := filepath.Abs(name); err == nil {
		path = absolute
	}
	if relative, err := filepath.Rel(p.folder, path); err == nil {
		path = relative
	}
	path = valid(filepath.ToSlash(path))
	p.names[name] = path
	return path
}

// of returns the identity of a finding.
func (p *places) of(finding lint.Finding) identity {
	id := identity{file: p.path(finding.File.Name), check: finding.Check, message: withoutLines(finding.Message)}
	at := finding.Span.Start.Offset
	if group := p.rules.Group(finding.File, at); group != nil {
		id.group = valid(group.Name.Value)
	}
	if rule := p.rules.Rule(finding.File, at); rule != nil {
		id.rule = name(rule)
	}
	return id
}

func name(rule *rulefile.Rule) string { return valid(rule.Name().Value) }

var (
	lineWord  = lazyregexp.New(`\b([Ll]ines?) \d+(?:(?:-|, | and | to )\d+)*`)
	linePlace = lazyregexp.New(`(\.(?:ya?ml|json)):\d+(?::\d+)?`)
)

// withoutLines returns a message without the numbers of lines, which change when a rule moves.
func withoutLines(message string) string {
	message = lineWord.ReplaceAllString(valid(message), "$1 N")
	return linePlace.ReplaceAllString(message, "$1")
}

// valid returns a text as it can be written.
func valid(text string) string { return strings.ToValidUTF8(text, "\ufffd") }
