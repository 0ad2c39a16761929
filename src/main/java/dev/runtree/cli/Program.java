package dev.runtree.cli;

import dev.runtree.settings.RuntreeHome;

/** What every command is given: where to write, where the data lies, and how to get at a screen. */
record Program(Terminal terminal, RuntreeHome home, Screens screens) {

    Output out() {
        return terminal.out();
    }
}
