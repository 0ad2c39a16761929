package dev.runtree.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "screenshot", description = "Render a view of the window into a PNG file. Needs no display.")
final class Screenshot implements Runnable {

    /** The looks of the window. */
    enum Theme {
        LIGHT,
        DARK
    }

    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "VIEW", description = "the view, such as runs")
    private String view = "";

    @Option(names = "-o", required = true, paramLabel = "FILE.png", description = "the file to write")
    private Path file = Path.of("");

    @Option(names = "--theme", paramLabel = "light|dark", description = "the colours (default: light)")
    private Theme theme = Theme.LIGHT;

    @Option(names = "--size", paramLabel = "WxH", description = "width and height in pixels (default: 1440x900)")
    private Size size = new Size(1440, 900);

    @Option(names = "--run", paramLabel = "RUN", description = "the run to show in it (default: the newest)")
    private @Nullable String run;

    Screenshot(Program program) {
        this.program = program;
    }

    @Override
    public void run() {
        List<String> views = program.screens().views();
        if (!views.contains(view)) {
            throw new Failure("There is no view \"" + view + "\". There are: " + String.join(", ", views) + ".");
        }
        program.screens()
                .render(new Screens.Picture(
                        program.home(),
                        common.traces(program.home()),
                        common.separatePrimary(program.home()),
                        view,
                        theme == Theme.DARK,
                        size.width(),
                        size.height(),
                        run,
                        file));
        program.out().line(file.toString());
    }
}
