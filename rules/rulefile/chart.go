package rulefile

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/promwright/promwright/internal/lazyregexp"
)

var (
	// chartData is what only Helm knows, chartCall what only Helm calls. chartHints is quicker to look for.
	chartData  = lazyregexp.New(`(?:^|[\s($|,=])\.(?:Values|Release|Chart|Capabilities|Files|Subcharts)\b`)
	chartCall  = lazyregexp.New(`(?:^|[\s(|=])(?:include|tpl|toYaml|toJson|nindent|indent|quote|squote)(?:[\s)]|$)`)
	chartHints = [][]byte{[]byte(".Values"), []byte(".Release"), []byte(".Chart"), []byte(".Capabilities"), []byte(".Files"),
		[]byte("include "), []byte("tpl "), []byte("toYaml"), []byte("indent "), []byte("quote"), []byte("{`"), []byte("{ `"), []byte("- `"),
		[]byte("{\""), []byte("{ \""), []byte("- \"")}

	// alertVariable is what only Prometheus defines, unless the template does.
	alertVariable = lazyregexp.New(`\$(?:labels|value|externalLabels|externalURL)\b`)
	assigned      = lazyregexp.New(`(\$\w+)\s*(?:,\s*(\$\w+)\s*)?:=`)
)

// isChartTemplate says whether a text is a template of a Helm chart: one of its actions is for Helm beyond doubt, and none for Prometheus. A file
// of rules has none for Helm, and Helm values may have both. Where it is not, a foreign action may be why.
func isChartTemplate(src []byte) (ok bool, foreign *templateError) {
	if !slices.ContainsFunc(chartHints, func(hint []byte) bool { return bytes.Contains(src, hint) }) {
		return false, nil
	}
	defined := map[string]bool{}
	for at := bytes.Index(src, openBraces); at >= 0; {
		end := actionEnd(src, at)
		if end < 0 {
			break // pieces will say so
		}
		body := src[at+2 : end-2]
		ok = ok || isForHelm(body)
		for _, m := range assigned.FindAllSubmatch(body, -1) {
			defined[string(m[1])], defined[string(m[2])] = true, true
		}
		if name := string(alertVariable.Find(stringless(body))); name != "" && !defined[name] && foreign == nil {
			foreign = &templateError{at, fmt.Errorf("helm does not know %s, which is for Prometheus: write {{`{{ %s }}`}}", name, name)}
		}
		n := bytes.Index(src[end:], openBraces)
		if n < 0 {
			break
		}
		at = end + n
	}
	if !ok {
		return false, nil
	}
	return foreign == nil, foreign
}

// isForHelm says whether an action is for Helm beyond doubt. One that prints braces is: it is how a chart writes an alert's own template.
func isForHelm(body []byte) bool {
	if chartData.Match(body) || chartCall.Match(body) {
		return true
	}
	s, ok := stringLiteral(strings.TrimSpace(strings.Trim(string(body), "-")))
	return ok && (strings.Contains(s, "{{") || strings.Contains(s, "}}"))
}

// stringless returns an action without what its strings hold, and nothing of a comment.
func stringless(body []byte) []byte {
	if bytes.HasPrefix(bytes.TrimLeft(body, "- \t\r\n"), []byte("/*")) || !bytes.ContainsRune(body, '$') {
		return nil
	}
	var out []byte
	for i := 0; i < len(body); i++ {
		if c := body[i]; c == '"' || c == '`' || c == '\'' {
			i = max(stringEnd(body, i)-1, i)
		} else {
			out = append(out, c)
		}
	}
	return out
}
