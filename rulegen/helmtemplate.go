package rulegen

import (
	"bytes"
	"fmt"
	"regexp"
	"text/template/parse"

	"github.com/promwright/promwright/rules"
)

// HelmTemplate is the [Target] of a file below templates/ of a Helm chart, which renders what another target generates,
// byte for byte: the templates of annotations are escaped.
//
//	rulegen.HelmTemplate{
//		Target: rulegen.PrometheusRule{Name: "node", Release: "kube-prometheus-stack"},
//		If:     ".Values.alerts.enabled",
//	}
type HelmTemplate struct {
	Target Target // what the file renders
	If     string // a condition as between "{{ if" and "}}", without which it renders nothing; empty: none
}

// Format returns "helmtemplate".
func (HelmTemplate) Format() string { return "helmtemplate" }

// noValue is what Helm takes out of whatever it renders.
const noValue = "<no value>"

// Generate returns the template of what Target generates, or the errors of Target, or why Helm could not render it.
func (h HelmTemplate) Generate(groups []rules.PlainGroup) ([]byte, error) {
	if h.Target == nil {
		return nil, h.errorf("Target is missing")
	}
	if err := h.checkIf(); err != nil {
		return nil, err
	}
	content, err := h.Target.Generate(groups)
	if err != nil {
		return nil, err
	}
	if bytes.Contains(content, []byte(noValue)) {
		return nil, h.errorf("the text %s cannot be rendered: Helm takes it out", noValue)
	}
	content = escapeTemplate(content)
	if h.If == "" {
		return content, nil
	}
	return fmt.Appendf(nil, "{{ if %s -}}\n%s{{ end -}}\n", h.If, content), nil
}

// checkIf returns an error unless the condition is one.
func (h HelmTemplate) checkIf() error {
	if h.If == "" {
		return nil
	}
	const body = "body"
	tree := parse.New("if")
	tree.Mode = parse.SkipFuncCheck
	tree, err := tree.Parse("{{ if "+h.If+" -}}\n"+body+"{{ end -}}\n", "", "", map[string]*parse.Tree{})
	if err != nil {
		return h.errorf("condition %q does not parse: %v", h.If, err)
	}
	if len(tree.Root.Nodes) == 1 {
		if node, ok := tree.Root.Nodes[0].(*parse.IfNode); ok && node.ElseList == nil && node.List.String() == body {
			return nil
		}
	}
	return h.errorf("condition %q is more than a condition", h.If)
}

// action is an action of a template on one line, or where one would begin.
var action = regexp.MustCompile(`\{\{(?:[^` + "`" + `\r\n]*?\}\})?`)

// escapeTemplate returns a template that renders content: actions stand in a raw string, as {{`{{ $value }}`}}. What a raw string
// cannot hold has its braces in quotes.
func escapeTemplate(content []byte) []byte {
	return action.ReplaceAllFunc(content, func(found []byte) []byte {
		if len(found) == len("{{") {
			return []byte(`{{ "{{" }}`)
		}
		return fmt.Appendf(nil, "{{`%s`}}", found)
	})
}

// condition is a line that begins or ends a block.
var condition = regexp.MustCompile(`(?m)^\{\{ (?:if .*|end) -\}\}\n`)

// escaped is what escapeTemplate writes: an action in a raw string, or braces in quotes.
var escaped = regexp.MustCompile("\\{\\{`([^`]*)`\\}\\}|\\{\\{ \"(\\{\\{)\" \\}\\}")

// unescapeTemplate returns the content that HelmTemplate made a template of. Conditions that people write into it go, too.
func unescapeTemplate(template []byte) []byte {
	return escaped.ReplaceAll(condition.ReplaceAll(template, nil), []byte("$1$2"))
}

func (h HelmTemplate) errorf(format string, args ...any) error {
	return &Error{Subject: h.Format(), Message: fmt.Sprintf(format, args...)}
}
