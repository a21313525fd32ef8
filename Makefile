# What one does every day with a clone of this repository. docs/developing.md tells more.

.PHONY: help dev test sure

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 24

dev: ## serve the demo; server and page are built anew whenever a file of theirs changes
	@sh deploy/dev.sh

test: ## NAME=policy: the tests whose file has that name, of the server, the page or the whole program
	@sh tests/one.sh "$(NAME)"

sure: ## what CI runs: install what is missing, build, all tests
	@sh tests/run.sh
