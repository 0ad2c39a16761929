package dev.runtree.cli;

import dev.runtree.pricing.Prices;
import dev.runtree.settings.RuntreeHome;

/** What every command is given: where to write, where the data lies, and how to get at a screen. */
record Program(Terminal terminal, RuntreeHome home, Screens screens) {

    Output out() {
        return terminal.out();
    }

    /** What calls cost by the lists and by the user's own file; a mistake in that file is a line on standard error. */
    Prices prices() {
        return Prices.of(home.pricesFile(), mistake -> terminal.err().println(Told.oneLine(mistake)));
    }
}
