package cli

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"golang.org/x/term"
)

// defaultWidth is that of text which does not go to a terminal, in columns.
const defaultWidth = 100

// width returns the columns of the terminal that w is, or defaultWidth.
func width(w io.Writer) int {
	if file, ok := w.(*os.File); ok {
		if columns, _, err := term.GetSize(int(file.Fd())); err == nil && columns > 0 {
			return columns
		}
	}
	return defaultWidth
}

// colorModes are the values of --color.
var colorModes = []string{"auto", "always", "never"}

// colored decides whether to colour what is written to w. In mode auto it does on a terminal,
// unless NO_COLOR is set (https://no-color.org) or the terminal is dumb.
func colored(mode string, w io.Writer) (bool, error) {
	if !slices.Contains(colorModes, mode) {
		return false, fmt.Errorf("--color %q: allowed are %s", mode, strings.Join(colorModes, ", "))
	}
	if mode != "auto" {
		return mode == "always", nil
	}
	file, ok := w.(*os.File)
	return ok && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && term.IsTerminal(int(file.Fd())), nil
}

// asciiOnly reports whether the locale is one without UTF-8, such as C. Where none is set, as in most containers and jobs of CI, what
// reads the output takes UTF-8.
func asciiOnly() bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if locale := os.Getenv(name); locale != "" {
			locale = strings.ReplaceAll(strings.ToUpper(locale), "-", "")
			return !strings.Contains(locale, "UTF8")
		}
	}
	return false
}
