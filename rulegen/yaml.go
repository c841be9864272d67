package rulegen

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"
)

// text is a string in a style that every reader takes for that string, and that a person can read: several lines stand
// in a literal block, unless they would need an indentation indicator or end in spaces.
type text string

// MarshalYAML returns the scalar. Of one line of printable characters the library knows what needs quotes.
func (t text) MarshalYAML() (any, error) {
	value := string(t)
	switch {
	case isLiteral(value):
		return &yaml.Node{Kind: yaml.ScalarNode, Value: value, Style: yaml.LiteralStyle}, nil
	case !isPrintable(value), value == "=": // which YAML 1.1 gives a meaning that readers choke on
		return &yaml.Node{Kind: yaml.ScalarNode, Value: value, Style: yaml.DoubleQuotedStyle}, nil
	}
	return value, nil
}

// isLiteral tells whether text has several lines and a literal block holds them as they are.
func isLiteral(text string) bool {
	lines := strings.Split(text, "\n")
	if len(lines) < 2 || lines[0] == "" || lines[0][0] == ' ' || strings.HasSuffix(text, "\n\n") {
		return false
	}
	for _, line := range lines {
		if !isPrintable(line) || strings.HasSuffix(line, " ") {
			return false
		}
	}
	return true
}

// isPrintable tells whether text is one line that reads as it is written: without tabs, control characters,
// spaces other than U+0020, or bytes that are not UTF-8.
func isPrintable(text string) bool {
	for _, r := range text {
		if !unicode.IsPrint(r) || r == unicode.ReplacementChar {
			return false
		}
	}
	return true
}

// encode returns v as a YAML document. List items are flush with their key, as in kubectl's output and Prometheus's
// documentation. Nothing is folded.
func encode(v any) ([]byte, error) {
	var out bytes.Buffer
	encoder := yaml.NewEncoder(&out)
	encoder.SetIndent(2)
	encoder.CompactSeqIndent()
	if err := encoder.Encode(v); err != nil {
		return nil, fmt.Errorf("rulegen: %w", err)
	}
	if err := encoder.Close(); err != nil {
		return nil, fmt.Errorf("rulegen: %w", err)
	}
	return out.Bytes(), nil
}
