package dotliteral

import (
	"slices"
	"strconv"
	"strings"

	"github.com/promwright/promwright/lint/checks/internal/pattern"
)

// name is an address or a name in a pattern, text[from:to], with dots that are not escaped.
type name struct {
	from, to int
	dots     []int
}

// names returns the addresses and names in a pattern.
func names(text string, tokens []pattern.Token) []name {
	var found []name
	var now name
	var plain strings.Builder // as it is meant
	finish := func() {
		if len(now.dots) > 0 && isName(plain.String()) {
			found = append(found, now)
		}
		now = name{}
		plain.Reset()
	}
	for i, t := range tokens {
		char := text[t.To-1]
		repeated := i+1 < len(tokens) && tokens[i+1].Kind == pattern.Repeat
		isPart := t.Kind == pattern.Any || t.Kind == pattern.Char && isNameChar(char) || t.Kind == pattern.Escaped && (char == '.' || char == '-')
		if repeated || !isPart {
			finish()
			continue
		}
		if now.to == 0 {
			now.from = t.From
		}
		if t.Kind == pattern.Any {
			now.dots = append(now.dots, t.From)
		}
		now.to = t.To
		plain.WriteByte(char)
	}
	finish()
	return found
}

func isNameChar(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || c == '-' || c == '_'
}

// endings are what names end in that are surely names: of hosts, and of files and units of systemd.
var endings = []string{
	"com", "net", "org", "io", "dev", "cloud", "local", "internal", "lan", "svc", "localdomain", "de", "uk", "fr", "eu",
	"service", "timer", "socket", "mount", "slice", "conf", "yaml", "yml", "json", "log", "txt", "jar", "sock", "crt", "pem",
}

// isName reports whether a text is a number with three parts or more, such as an address or a version, or a name with a
// well-known ending. It may begin with a dot, where it is the end of a name.
func isName(text string) bool {
	parts := strings.Split(text, ".")
	if parts[0] == "" {
		parts = parts[1:]
	}
	if slices.Contains(parts, "") {
		return false
	}
	if len(parts) >= 3 && !slices.ContainsFunc(parts, func(p string) bool { n, err := strconv.Atoi(p); return err != nil || n > 255 }) {
		return true
	}
	isEnd := slices.Contains(endings, parts[max(0, len(parts)-1)])
	return isEnd && (len(parts) > 1 || text[0] == '.')
}
