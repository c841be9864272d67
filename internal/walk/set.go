package walk

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// classes are the named sets of characters, in ASCII and without the slash, which no set of a pattern matches.
var classes = map[string]string{
	"alnum": `0-9A-Za-z`, "alpha": `A-Za-z`, "blank": `\t `, "cntrl": `\x00-\x1f\x7f`, "digit": `0-9`, "graph": `!-.0-~`, "lower": `a-z`,
	"print": ` -.0-~`, "punct": "!-.:-@\\[-`{-~", "space": `\t-\r `, "upper": `A-Z`, "xdigit": `0-9A-Fa-f`,
}

// parseSet translates the set of characters that opens at glob[i], such as [!a-z[:digit:]], and returns what stands behind it.
func parseSet(glob string, i int) (set string, next int, ok bool) {
	i++
	negated := i < len(glob) && (glob[i] == '!' || glob[i] == '^')
	if negated {
		i++
	}
	var ranges strings.Builder
	for first := true; ; first = false {
		if i >= len(glob) {
			return "", 0, false
		}
		if glob[i] == ']' && !first {
			break
		}
		if strings.HasPrefix(glob[i:], "[:") {
			if name, _, closed := strings.Cut(glob[i+2:], ":]"); closed && !strings.Contains(name, "]") {
				class, known := classes[name]
				if !known {
					return "", 0, false
				}
				ranges.WriteString(class)
				i += len(name) + len("[::]")
				continue
			}
		}
		low, end, ok := member(glob, i)
		if !ok {
			return "", 0, false
		}
		i = end
		high := low
		if i+1 < len(glob) && glob[i] == '-' && glob[i+1] != ']' {
			if high, i, ok = member(glob, i+1); !ok {
				return "", 0, false
			}
		}
		writeRange(&ranges, low, high)
	}
	switch {
	case negated:
		return `[^/` + ranges.String() + `]`, i + 1, true
	case ranges.Len() == 0:
		return `[^\x00-\x{10FFFF}]`, i + 1, true // matches nothing
	}
	return `[` + ranges.String() + `]`, i + 1, true
}

// member reads one character of a set.
func member(glob string, i int) (char rune, next int, ok bool) {
	if glob[i] == '\\' {
		i++
	}
	if i >= len(glob) {
		return 0, 0, false
	}
	char, size := utf8.DecodeRuneInString(glob[i:])
	return char, i + size, true
}

// writeRange writes the characters from low to high, without the slash.
func writeRange(out *strings.Builder, low, high rune) {
	if low <= '/' && '/' <= high {
		writeRange(out, low, '/'-1)
		writeRange(out, '/'+1, high)
		return
	}
	if low <= high {
		fmt.Fprintf(out, `\x{%x}-\x{%x}`, low, high)
	}
}

// runeLen returns the bytes of the first character of a text that is not empty.
func runeLen(text string) int {
	_, size := utf8.DecodeRuneInString(text)
	return size
}
