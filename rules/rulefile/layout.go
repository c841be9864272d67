package rulefile

// segment says where a stretch of a scalar's value comes from.
type segment struct {
	value, valueLen int32
	file, fileLen   int32
	verbatim        bool // the bytes are the same in both; otherwise they are an escape or a folded line break
	quoted          bool // they stand in a string of an action of a Helm template
}

// layout says where every byte of a scalar's value stands in the text that the scalar was read from.
type layout struct {
	segments []segment
	start    int  // of the scalar as written: its quote, its block indicator or its first character
	body     int  // where the value starts, for values without bytes
	end      int  // after the scalar as written, without the line break after a block
	stop     int  // where the scanner stopped: after the trailing blank lines of a block
	indent   int  // of the lines of a block
	exact    bool // false where the text could not be reconciled with the value; then every byte is at start
}

// at returns the offset of byte i of the value; of the end of the value for i past it.
func (l *layout) at(i int) int {
	n := l.find(i)
	if n < 0 {
		return l.after(i)
	}
	if s := &l.segments[n]; s.verbatim {
		return int(s.file) + i - int(s.value)
	} else {
		return int(s.file)
	}
}

// after returns the offset behind byte i-1 of the value, and of the start of the value for i = 0.
func (l *layout) after(i int) int {
	if len(l.segments) == 0 {
		return l.body
	}
	if i <= 0 {
		return int(l.segments[0].file)
	}
	n := l.find(i - 1)
	if n < 0 {
		n = len(l.segments) - 1
		i = int(l.segments[n].value + l.segments[n].valueLen)
	}
	if s := &l.segments[n]; s.verbatim {
		return int(s.file) + i - int(s.value)
	} else {
		return int(s.file + s.fileLen)
	}
}

// find returns the index of the segment that holds byte i of the value, -1 where none does.
func (l *layout) find(i int) int {
	low, high := 0, len(l.segments)
	for low < high {
		middle := (low + high) / 2
		s := &l.segments[middle]
		switch {
		case i < int(s.value):
			high = middle
		case i >= int(s.value+s.valueLen):
			low = middle + 1
		default:
			return middle
		}
	}
	return -1
}

// scanner walks a scalar in its text beside the value that the YAML library read from it.
type scanner struct {
	src      []byte
	json     bool
	at       int    // in src
	want     string // the value
	done     int    // bytes of want that are accounted for
	wrong    bool   // src does not read want
	segments []segment
}

// take accounts for n bytes of src that stand in the value as they are.
func (s *scanner) take(n int) {
	if s.at+n > len(s.src) || s.done+n > len(s.want) || string(s.src[s.at:s.at+n]) != s.want[s.done:s.done+n] {
		s.wrong = true
	}
	if n == 0 || s.wrong {
		s.at += n
		return
	}
	if k := len(s.segments) - 1; k >= 0 && s.segments[k].verbatim && int(s.segments[k].file+s.segments[k].fileLen) == s.at {
		s.segments[k].valueLen += int32(n)
		s.segments[k].fileLen += int32(n)
	} else {
		s.segments = append(s.segments, segment{value: int32(s.done), valueLen: int32(n), file: int32(s.at), fileLen: int32(n), verbatim: true})
	}
	s.at += n
	s.done += n
}

// read accounts for n bytes of src from offset from that read as value.
func (s *scanner) read(from, n int, value string) {
	if s.wrong || s.done+len(value) > len(s.want) || s.want[s.done:s.done+len(value)] != value {
		s.wrong = true
		return
	}
	if value == "" {
		return
	}
	s.segments = append(s.segments, segment{value: int32(s.done), valueLen: int32(len(value)), file: int32(from), fileLen: int32(n)})
	s.done += len(value)
}

// newline accounts for the line break at offset i, n bytes long, that stands in the value.
func (s *scanner) newline(i, n int) {
	switch {
	case n == 0:
	case s.src[i] == '\n' || n == 3:
		at := s.at
		s.at = i
		s.take(n)
		s.at = at
	default:
		s.read(i, n, "\n")
	}
}

func (s *scanner) blank(i int) bool {
	return i < len(s.src) && (s.src[i] == ' ' || s.src[i] == '\t')
}

func (s *scanner) lineBreak(i int) int {
	n := lineBreak(s.src, i)
	if s.json && n > 1 && s.src[i] != '\r' {
		return 0
	}
	return n
}

// fold reads blanks and line breaks inside a plain or quoted scalar: blanks within a line stay, those around line breaks go, one line
// break becomes a space and of several all but the first stay. After an escaped line break, none is lost.
func (s *scanner) fold(escaped bool) {
	start, first := s.at, -1
	for s.blank(s.at) {
		s.at++
	}
	n := s.lineBreak(s.at)
	if n == 0 && !escaped {
		blanks := s.at - start
		s.at = start
		s.take(blanks)
		return
	}
	if n > 0 && !escaped {
		first = s.at
		s.at += n
	}
	rest := 0 // line breaks after the first
	if first >= 0 && n == 3 {
		s.newline(first, n) // LS and PS stay
	}
	for s.at < len(s.src) {
		if s.blank(s.at) {
			s.at++
			continue
		}
		k := s.lineBreak(s.at)
		if k == 0 {
			break
		}
		s.newline(s.at, k)
		s.at += k
		rest++
	}
	if first >= 0 && n != 3 && rest == 0 {
		s.read(first, n, " ")
	}
}
