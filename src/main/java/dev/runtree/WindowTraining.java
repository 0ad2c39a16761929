package dev.runtree;

import dev.runtree.cli.Cli;
import dev.runtree.cli.Terminal;
import java.util.List;

/**
 * Draws the views that should be there fast, without a display, so that the JVM can write down which classes they load.
 * Started by the launcher after a build, with the data folder that the commands were trained on.
 */
final class WindowTraining {
    private static final List<String> VIEWS = List.of("runs", "sessions", "agents", "approvals");

    private WindowTraining() {}

    /** @param arguments the file into which they are drawn, one after the other */
    public static void main(String[] arguments) {
        for (var view : VIEWS) {
            var words = new String[] {"screenshot", view, "-o", arguments[0]};
            if (Cli.run(words, Terminal.ofProcess(), new Desktop()) != 0) {
                System.exit(1);
            }
        }
        System.exit(0);
    }
}
