package link

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"github.com/promwright/promwright/internal/braces"
	"github.com/promwright/promwright/internal/lazyregexp"
)

// fault is what is wrong with text[from:to], and what should stand there.
type fault struct {
	from, to int
	what     string
	fix      string // "": nobody knows
}

var (
	twice   = lazyregexp.New(`(?i)^https?://(https?:/*)`)
	slashes = lazyregexp.New(`(?i)^(https?)(:///+|:/|//|:\\+|;//|:|\.//)([^/:]|$)`)
	scheme  = lazyregexp.New(`^([A-Za-z][A-Za-z0-9+.-]*)://`)
	host    = lazyregexp.New(`^([A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}(:\d+)?/`)
	www     = lazyregexp.New(`(?i)^www\.[a-z0-9-]+\.`)
)

// examine returns what keeps a text from being a URL that can be opened. Texts that begin with a template, and words and paths that
// another program may make a URL of, are left alone.
func examine(text string) (fault, bool) {
	masked := braces.Mask(text)
	from := len(masked) - len(strings.TrimLeft(masked, " \t\r\n"))
	to := len(strings.TrimRight(masked, " \t\r\n"))
	if from >= to || masked[from] == 0 || strings.ContainsAny(masked, "$<>") {
		return fault{}, false
	}
	filled := strings.ReplaceAll(masked[from:to], "\x00", "x") // as long as the text
	for _, find := range []func(string) (fault, bool){beginning, middle} {
		if f, ok := find(filled); ok {
			f.from, f.to = f.from+from, f.to+from
			return f, true
		}
	}
	return fault{}, false
}

// beginning returns what is wrong with how a URL begins.
func beginning(text string) (fault, bool) {
	if m := twice.FindStringSubmatchIndex(text); m != nil {
		return fault{0, m[3], "it begins twice", text[m[2]:m[3]]}, true
	}
	if m := slashes.FindStringSubmatchIndex(text); m != nil {
		return fault{0, m[5], fmt.Sprintf("it begins with %s", text[:m[5]]), strings.ToLower(text[m[2]:m[3]]) + "://"}, true
	}
	if m := scheme.FindStringSubmatch(text); m != nil {
		right := mistyped(strings.ToLower(m[1]))
		return fault{0, len(m[0]), fmt.Sprintf("it begins with %s", m[0]), right + "://"}, right != ""
	}
	if host.MatchString(text) || www.MatchString(text) {
		return fault{0, len(text), "it lacks https://", ""}, true
	}
	if strings.ContainsAny(text, " \t\r\n") && !strings.Contains(text, ":") {
		return fault{0, len(text), "it is words", ""}, true
	}
	return fault{}, false
}

// mistyped returns the scheme that another one is, but for a slip or two; "" where it may be meant as it is.
func mistyped(scheme string) string {
	if scheme == "http" || scheme == "https" {
		return ""
	}
	best, least := "", 3
	for _, right := range []string{"https", "http"} {
		if d := levenshtein.ComputeDistance(scheme, right); d < least && (d == 1 || scheme[0] == 'h') { // not ftp or smtp
			best, least = right, d
		}
	}
	return best
}

// middle returns what is wrong with a URL that begins well.
func middle(text string) (fault, bool) {
	m := scheme.FindString(text)
	if lower := strings.ToLower(m); lower != "http://" && lower != "https://" {
		return fault{}, false
	}
	if at := strings.IndexAny(text, " \t\r\n"); at >= 0 {
		return fault{at, at + 1, "it ends at the blank", ""}, true
	}
	if len(text) == len(m) {
		return fault{0, len(text), "it has no host", ""}, true
	}
	parsed, err := url.Parse(text)
	if err != nil {
		return fault{0, len(text), reason(err), ""}, true
	}
	switch name := strings.ToLower(parsed.Hostname()); {
	case name == "":
		return fault{0, len(text), "it has no host", ""}, true
	case name == "localhost" || name == "127.0.0.1" || name == "0.0.0.0" || name == "::1":
		return fault{0, len(text), name + " is another machine for each reader", ""}, true
	case isUnfilled(name):
		return fault{0, len(text), name + " stands for a name of your own", ""}, true
	}
	return fault{}, false
}

// reason returns what net/url says is wrong, without the URL.
func reason(err error) string {
	if failure, ok := err.(*url.Error); ok {
		return failure.Err.Error()
	}
	return err.Error()
}

// unfilled are hosts that templates of rules have for one's own. Names such as example.com are left alone: whoever publishes rules, or
// writes a test, means them.
var unfilled = []string{"your-domain.com", "yourdomain.com", "your-company.com", "yourcompany.com", "mydomain.com", "mycompany.com"}

// isUnfilled tells whether a host is one that has to be replaced, or below one.
func isUnfilled(name string) bool {
	return slices.ContainsFunc(unfilled, func(e string) bool { return name == e || strings.HasSuffix(name, "."+e) })
}
