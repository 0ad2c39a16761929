package dev.runtree.cli;

import picocli.CommandLine.Option;

/** How what one has set up is listed. */
final class Listing {
    @Option(names = "--json", description = "print JSON Lines, one each")
    private boolean json;

    boolean asJson() {
        return json;
    }
}
