package dev.runtree.cli;

import java.io.OutputStream;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Runs the commands that should start fast, so that the JVM can write down which classes they load. Started by the
 * launcher after a build, with a data folder of its own.
 */
final class Training {

    private Training() {}

    public static void main(String[] arguments) {
        var nowhere = new Terminal(
                new Output(OutputStream.nullOutputStream()),
                Terminal.utf8(OutputStream.nullOutputStream()),
                120,
                true,
                false);
        for (String[] command : List.of(words("--help"), words("--version"))) {
            Cli.run(command, nowhere, new NoScreens());
        }
        LoggerFactory.getLogger(Training.class).info("Trained");
    }

    private static String[] words(String... words) {
        return words;
    }
}
