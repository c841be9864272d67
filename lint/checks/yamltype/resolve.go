package yamltype

import (
	"strconv"
	"strings"

	"github.com/promwright/promwright/internal/lazyregexp"
	"github.com/promwright/promwright/rules/rulefile"
)

const (
	boolean = "a boolean"
	number  = "a number"
)

// typeOf says what kubectl reads a scalar as; "" for text, and for nothing, which the API server drops.
func typeOf(s rulefile.Scalar) string {
	if !s.Plain() {
		return ""
	}
	return typeOfPlain(s.Value)
}

var (
	float = lazyregexp.New(`^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$`)

	// words are what YAML 1.1 reads as a boolean or a number, in these spellings and no others.
	words = map[string]string{
		"y": boolean, "Y": boolean, "yes": boolean, "Yes": boolean, "YES": boolean, "true": boolean, "True": boolean, "TRUE": boolean,
		"on": boolean, "On": boolean, "ON": boolean, "n": boolean, "N": boolean, "no": boolean, "No": boolean, "NO": boolean,
		"false": boolean, "False": boolean, "FALSE": boolean, "off": boolean, "Off": boolean, "OFF": boolean,
		".nan": number, ".NaN": number, ".NAN": number, ".inf": number, ".Inf": number, ".INF": number,
		"+.inf": number, "+.Inf": number, "+.INF": number, "-.inf": number, "-.Inf": number, "-.INF": number,
	}
)

// typeOfPlain says what kubectl reads an unquoted text as: it follows YAML 1.1, in which yes and on are booleans, 010 and 1_000
// are numbers, and dates stay text.
func typeOfPlain(text string) string {
	if text == "" {
		return ""
	}
	switch c := text[0]; {
	case c == '.' || c == '+' || c == '-' || c >= '0' && c <= '9':
		if isNumber(text) {
			return number
		}
		return words[text]
	case len(text) <= len("false"):
		return words[text]
	}
	return ""
}

func isNumber(text string) bool {
	if text[0] == '.' {
		_, err := strconv.ParseFloat(text, 64)
		return err == nil
	}
	text = strings.ReplaceAll(text, "_", "")
	if _, err := strconv.ParseInt(text, 0, 64); err == nil {
		return true
	}
	if _, err := strconv.ParseUint(text, 0, 64); err == nil {
		return true
	}
	if !float.MatchString(text) {
		return false
	}
	_, err := strconv.ParseFloat(text, 64)
	return err == nil
}
