module github.com/promwright/promwright/tools/bench

go 1.26
