package object

import (
	"fmt"
	"strings"

	"github.com/promwright/promwright/internal/lazyregexp"
)

var (
	subdomain = lazyregexp.New(`^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$`)
	dnsLabel  = lazyregexp.New(`^[a-z0-9]([-a-z0-9]*[a-z0-9])?$`)
	qualified = lazyregexp.New(`^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$`)
)

// wrongName says why a text is no name of an object; "" where it is one.
func wrongName(text string) string {
	if len(text) > 253 {
		return fmt.Sprintf("it has %d characters, and 253 are allowed", len(text))
	}
	if !subdomain.MatchString(text) {
		return "allowed are lowercase letters, digits, - and ., with a letter or a digit at both ends"
	}
	return ""
}

// wrongNamespace says why a text is no name of a namespace.
func wrongNamespace(text string) string {
	if len(text) > 63 {
		return fmt.Sprintf("it has %d characters, and 63 are allowed", len(text))
	}
	if !dnsLabel.MatchString(text) {
		return "allowed are lowercase letters, digits and -, with a letter or a digit at both ends"
	}
	return ""
}

// wrongKey says why a text is no key of a label or an annotation of an object.
func wrongKey(text string) string {
	prefix, name, prefixed := strings.Cut(text, "/")
	if !prefixed {
		name = prefix
	} else if why := wrongName(prefix); why != "" {
		return "of what stands before the /, " + why
	}
	return wrongPart(name)
}

// wrongValue says why a text is no value of a label of an object.
func wrongValue(text string) string {
	if text == "" {
		return ""
	}
	return wrongPart(text)
}

func wrongPart(text string) string {
	if len(text) > 63 {
		return fmt.Sprintf("it has %d characters, and 63 are allowed", len(text))
	}
	if !qualified.MatchString(text) {
		return "allowed are letters, digits, -, _ and ., with a letter or a digit at both ends"
	}
	return ""
}
