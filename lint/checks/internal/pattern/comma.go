package pattern

import "github.com/promwright/promwright/internal/lazyregexp"

var commaList = lazyregexp.New(`^(?:[A-Za-z][\w-]*(?:, ?[A-Za-z][\w-]*)+|\d{3}(?:, ?\d{3})+)$`)

// IsCommaList reports whether a pattern is words or codes with commas between them, and so a choice that is written in another way.
func IsCommaList(text string) bool { return commaList.MatchString(text) }
