package config

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/internal/nearest"
	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/rulefile"
)

// file reads the whole file into the checks.
func (r *reader) file(checks []*lint.Check) {
	var document yaml.Node
	if err := yaml.Unmarshal(r.source, &document); err != nil {
		line, message := yamlError(err)
		r.fail(r.lineSpan(line), "%s", message)
		return
	}
	if len(document.Content) == 0 {
		return // empty, or comments alone
	}
	r.mapping(document.Content[0], "the configuration", func(key, value *yaml.Node) {
		if key.Value != "checks" {
			r.fail(r.span(key), "there is no setting %s; %s", key.Value, nearest.Hint(key.Value, []string{"checks"}))
			return
		}
		r.mapping(value, "checks", func(key, value *yaml.Node) { r.check(key, value, checks) })
	})
}

// check reads the entry of one check.
func (r *reader) check(key, value *yaml.Node, checks []*lint.Check) {
	i := slices.IndexFunc(checks, func(c *lint.Check) bool { return c.Name == key.Value })
	if i < 0 {
		names := make([]string, len(checks))
		for i, check := range checks {
			names[i] = check.Name
		}
		r.fail(r.span(key), "no check is called %s; %s", key.Value, nearest.Hint(key.Value, names))
		return
	}
	options := optionsOf(checks[i])
	r.mapping(value, "check "+key.Value, func(key, value *yaml.Node) {
		if key.Value == "level" {
			r.level(value, checks[i])
			return
		}
		option, ok := options[key.Value]
		if !ok {
			allowed := []string{"level"}
			for name := range options {
				allowed = append(allowed, name)
			}
			r.fail(r.span(key), "check %s has no option %s; %s", checks[i].Name, key.Value, nearest.Hint(key.Value, allowed))
			return
		}
		r.value(value, key.Value, option)
	})
}

// level reads how loud the check is.
func (r *reader) level(value *yaml.Node, check *lint.Check) {
	var names []string
	for _, severity := range lint.Severities {
		names = append(names, string(severity))
	}
	severity, err := lint.ParseSeverity(value.Value)
	if value.Kind != yaml.ScalarNode || err != nil {
		r.fail(r.span(value), "level %s of check %s is unknown; %s", shown(value), check.Name, nearest.Hint(value.Value, names))
		return
	}
	check.Severity = severity
}

// mapping calls each for every key and value of a mapping; what names it. Nothing at all counts as an empty mapping.
func (r *reader) mapping(node *yaml.Node, what string, each func(key, value *yaml.Node)) {
	node = resolved(node)
	if node.Kind == yaml.ScalarNode && node.ShortTag() == "!!null" {
		return
	}
	if node.Kind != yaml.MappingNode {
		r.fail(r.span(node), "%s must be a mapping, not %s", what, shown(node))
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key := node.Content[i]
		if seen[key.Value] {
			r.fail(r.span(key), "%s has %s twice", what, key.Value)
			continue
		}
		seen[key.Value] = true
		each(key, resolved(node.Content[i+1]))
	}
}

// resolved is the node that an alias stands for, or the node itself.
func resolved(node *yaml.Node) *yaml.Node {
	if node.Kind == yaml.AliasNode {
		return node.Alias
	}
	return node
}

// span is where a node begins, and for a scalar on one line where it ends.
func (r *reader) span(node *yaml.Node) rulefile.Span {
	start := r.position(node.Line, node.Column)
	if node.Kind != yaml.ScalarNode || !bytes.HasPrefix(r.source[start.Offset:], []byte(node.Value)) {
		return rulefile.Span{Start: start, End: start}
	}
	end := start
	end.Offset += len(node.Value)
	end.Column += utf8.RuneCountInString(node.Value)
	return rulefile.Span{Start: start, End: end}
}

// lineSpan is the whole of a line.
func (r *reader) lineSpan(line int) rulefile.Span {
	start := r.position(line, 1)
	end := start
	text, _, _ := bytes.Cut(r.source[start.Offset:], []byte("\n"))
	end.Offset += len(text)
	end.Column += utf8.RuneCount(text)
	return rulefile.Span{Start: start, End: end}
}

// position finds the byte at line and column, both counted from 1, the column in characters.
func (r *reader) position(line, column int) rulefile.Pos {
	offset := 0
	for range line - 1 {
		n := bytes.IndexByte(r.source[offset:], '\n')
		if n < 0 {
			break
		}
		offset += n + 1
	}
	for range column - 1 {
		_, size := utf8.DecodeRune(r.source[offset:])
		offset += size
	}
	return rulefile.Pos{Offset: offset, Line: line, Column: column}
}

// shown is a node as an error quotes it.
func shown(node *yaml.Node) string {
	switch node.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	default:
		return strconv.Quote(node.Value)
	}
}

// yamlErrorLine finds the line in an error of the YAML parser.
var yamlErrorLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)`)

// yamlError takes an error of the YAML parser apart. Without a line it is about line 1.
func yamlError(err error) (int, string) {
	message, _, _ := strings.Cut(err.Error(), "\n")
	m := yamlErrorLine.FindStringSubmatch(message)
	if m == nil {
		return 1, message
	}
	line, _ := strconv.Atoi(m[1]) // digits, or nothing: 0
	return max(line, 1), m[2]
}
