package rulefile

import "fmt"

// Pos is a place in a file.
type Pos struct {
	Offset int `json:"offset"` // in bytes, from 0
	Line   int `json:"line"`   // from 1
	Column int `json:"column"` // in characters (Unicode code points), from 1
}

// String returns line:column, as compilers print it.
func (p Pos) String() string { return fmt.Sprintf("%d:%d", p.Line, p.Column) }

// Span is the stretch of a file from Start up to, but not including, End.
type Span struct {
	Start Pos `json:"start"`
	End   Pos `json:"end"`
}
