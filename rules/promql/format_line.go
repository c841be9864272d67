package promql

import "strings"

// A lineWriter writes tokens in lines. Where a token has a comment the line ends, whoever writes it.
type lineWriter struct {
	strings.Builder
	tokens tokenList
	sizes  sizes
	indent int  // of the lines begun now, in blanks
	broken bool // the next token begins a line
	first  int  // token of this line
	held   int  // characters that this line holds, unless the next token begins one
}

// newline lets the next token begin a line.
func (w *lineWriter) newline() {
	if w.Len() > 0 {
		w.broken = true
	}
}

// column returns how many characters stand before the next token.
func (w *lineWriter) column() int {
	if w.broken {
		return w.indent
	}
	return w.held
}

// begins reports whether the next token begins a line.
func (w *lineWriter) begins() bool { return w.broken || w.Len() == 0 }

// flat writes the tokens from from up to to on this line.
func (w *lineWriter) flat(from, to int) {
	for i := from; i < to; i++ {
		w.token(i)
	}
}

func (w *lineWriter) token(i int) {
	t := w.tokens[i]
	w.lead(i)
	switch {
	case w.begins():
		w.begin()
		w.first = i
	case t.blank:
		w.text(" ")
	}
	w.text(t.text)
	if t.after != "" {
		w.text(" " + t.after)
		w.newline()
	}
}

// lead writes the comments that stand before token i, if they are not yet written.
func (w *lineWriter) lead(i int) {
	for _, comment := range w.tokens[i].before {
		w.newline()
		w.begin()
		w.text(comment)
		w.newline()
	}
	w.tokens[i].before = nil
}

// begin begins a line, if one is to begin.
func (w *lineWriter) begin() {
	if w.broken {
		w.WriteString("\n" + strings.Repeat(" ", w.indent))
		w.broken, w.held = false, w.indent
	}
}

func (w *lineWriter) text(s string) {
	w.WriteString(s)
	if i := strings.LastIndexByte(s, '\n'); i >= 0 {
		w.held = 0
		s = s[i+1:]
	}
	w.held += token{text: s}.width()
}

// sizes says for each stretch of tokens how long it is on one line.
type sizes struct {
	tokens tokenList
	width  []int // of all tokens before each, with their blanks
	breaks []int // that comments make before each token, and before all others before it
}

func newSizes(l tokenList) sizes {
	s := sizes{tokens: l, width: make([]int, len(l)+1), breaks: make([]int, len(l)+1)}
	for i, t := range l {
		s.width[i+1] = s.width[i] + t.width()
		if t.blank {
			s.width[i+1]++
		}
		s.breaks[i+1] = s.breaks[i]
		if len(t.before) > 0 || i > 0 && l[i-1].after != "" {
			s.breaks[i+1]++
		}
	}
	return s
}

// flat returns how many characters the tokens take on one line, with the blank before them, and whether no comment breaks it.
func (s sizes) flat(from, to int) (size int, whole bool) {
	if from >= to {
		return 0, true
	}
	return s.width[to] - s.width[from], s.breaks[to] == s.breaks[from+1]
}

// commented reports whether a comment makes a break before one of the tokens.
func (s sizes) commented(from, to int) bool { return s.breaks[to] > s.breaks[from] }
