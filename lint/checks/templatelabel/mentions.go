package templatelabel

import (
	"strings"

	"github.com/promwright/promwright/internal/lazyregexp"
)

// mention finds a label that a template reads in the usual way.
var mention = lazyregexp.New(`\$labels\.([\pL_][\pL\pN_]*)`)

// mentions tells whether a template may print a label that matters. It says yes unless it knows: parsing takes much longer.
func mentions(text string, matters func(label string) bool) bool {
	if strings.Contains(text, ".Labels") {
		return true
	}
	if !strings.Contains(text, "$labels") {
		return false
	}
	if strings.Contains(text, "index") || strings.Contains(text, "with") {
		return true
	}
	for _, m := range mention.FindAllStringSubmatch(text, -1) {
		if matters(m[1]) {
			return true
		}
	}
	return false
}
