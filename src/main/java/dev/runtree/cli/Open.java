package dev.runtree.cli;

import dev.runtree.model.RunLink;
import dev.runtree.settings.SettingsFile;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "open", description = "Open the window, or bring the open one to the front.")
final class Open implements Runnable {
    private static final Pattern EXTENSION = Pattern.compile("\\.(json|jsonl|pb|bin|gz|zip)$");

    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN|FILE",
            description = "a run or a runtree:// link to show, or a file to import first")
    private @Nullable String word;

    Open(Program program) {
        this.program = program;
    }

    Program program() {
        return program;
    }

    @Override
    public void run() {
        open(common, word);
    }

    static boolean isFile(String word) {
        try {
            return Files.exists(Path.of(word));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean looksLikeAFile(String word) {
        return word.contains("/")
                || word.contains("\\")
                || EXTENSION.matcher(word).find();
    }

    void open(CommonOptions options, @Nullable String show) {
        if (show != null && RunLink.isMeant(show) && RunLink.parse(show).isEmpty()) {
            throw new Failure("\"" + show + "\" is not a link to a run. Such a link is runtree://run/ID or"
                    + " runtree://run/ID?span=SPAN, with the 16 digits of a span.");
        }
        if (show != null && !RunLink.isMeant(show) && !isFile(show) && looksLikeAFile(show)) {
            throw new Failure("There is no file " + show + ", nor a run of that name.");
        }
        var home = program.home();
        var settings = new SettingsFile(home).load();
        program.screens()
                .open(new Screens.Window(
                        home, settings, options.window(home, settings), options.separatePrimary(home), show));
    }
}
