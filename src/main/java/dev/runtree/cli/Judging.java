package dev.runtree.cli;

import java.util.Set;

/** A command whose status 1 is what it found out, so that it fails with another one. */
interface Judging {
    int COULD_NOT = 3;

    /** The words of these commands. */
    Set<String> COMMANDS = Set.of("diff", "check");
}
