package walk

import (
	"regexp"
	"strings"
)

// pattern is one line of a .gitignore file.
type pattern struct {
	negate   bool           // what matches is wanted after all
	folders  bool           // matches folders only
	anchored bool           // matched against the path below the .gitignore file's folder, not against the name alone
	literal  string         // what is matched, where the pattern has no wildcard
	glob     *regexp.Regexp // otherwise
}

// matches tells whether the pattern is about a path: slashed, relative to the folder of the .gitignore file.
func (p pattern) matches(path string, folder bool) bool {
	if p.folders && !folder {
		return false
	}
	if !p.anchored {
		path = path[strings.LastIndexByte(path, '/')+1:]
	}
	if p.glob != nil {
		return p.glob.MatchString(path)
	}
	return path == p.literal
}

// parsePatterns reads the text of a .gitignore file. As in git, lines that can match nothing are passed by.
func parsePatterns(text string) []pattern {
	var patterns []pattern
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		if p, ok := parsePattern(strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")); ok {
			patterns = append(patterns, p)
		}
	}
	return patterns
}

func parsePattern(line string) (pattern, bool) {
	var p pattern
	if strings.HasPrefix(line, "#") {
		return p, false
	}
	line = trimSpaces(line)
	line, p.negate = strings.CutPrefix(line, "!")
	line, p.folders = strings.CutSuffix(line, "/")
	p.anchored = strings.Contains(line, "/")
	line = strings.TrimPrefix(line, "/")
	if line == "" {
		return p, false
	}
	if !strings.ContainsAny(line, `*?[\`) {
		p.literal = line
		return p, true
	}
	var ok bool
	p.glob, ok = compile(line)
	return p, ok
}

// trimSpaces cuts the spaces at the end of a line, except for one that a backslash protects.
func trimSpaces(line string) string {
	end := 0
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case ' ':
			continue
		case '\\':
			i++
		}
		end = min(i+1, len(line))
	}
	return line[:end]
}

// compile translates a pattern to a regular expression. It is false for one that matches nothing: an open [, an unknown
// class, a backslash at the end.
func compile(glob string) (*regexp.Regexp, bool) {
	var out strings.Builder
	out.WriteString(`(?s)^`)
	for i := 0; i < len(glob); {
		switch c := glob[i]; c {
		case '*':
			i = stars(&out, glob, i)
		case '?':
			out.WriteString(`[^/]`)
			i++
		case '[':
			set, next, ok := parseSet(glob, i)
			if !ok {
				return nil, false
			}
			out.WriteString(set)
			i = next
		case '\\':
			if i+1 == len(glob) {
				return nil, false
			}
			i++
			fallthrough
		default:
			n := runeLen(glob[i:])
			out.WriteString(regexp.QuoteMeta(glob[i : i+n]))
			i += n
		}
	}
	out.WriteString(`$`)
	compiled, err := regexp.Compile(out.String())
	return compiled, err == nil
}

// stars translates the stars at i and returns what stands behind them. Two or more that fill a part of the path stand for any
// number of parts.
func stars(out *strings.Builder, glob string, i int) int {
	end := i
	for end < len(glob) && glob[end] == '*' {
		end++
	}
	starts := i == 0 || glob[i-1] == '/'
	switch {
	case end-i >= 2 && starts && end == len(glob):
		out.WriteString(`.+`)
	case end-i >= 2 && starts && glob[end] == '/':
		out.WriteString(`(?:.*/)?`)
		end++
	default:
		out.WriteString(`[^/]*`)
	}
	return end
}
