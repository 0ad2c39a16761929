package dev.runtree.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README promises is there. */
class ReadmeTest {
    private static final Pattern COMMAND = Pattern.compile("(?m)^(?:\\./)?runtree ([a-z]+)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

    @Test
    void everyCommandItNamesExists() throws IOException {
        var named = new TreeSet<String>();
        COMMAND.matcher(readme()).results().forEach(match -> named.add(match.group(1)));
        assertThat(named).contains("demo", "ls", "show", "import");
        assertThat(Cli.commandNames()).containsAll(named);
    }

    @Test
    void theLauncherStartsJustTheCommandsThatNeedNoScreenWithoutJavaFx() throws IOException {
        String launcher = Files.readString(Path.of("runtree"));
        var withoutScreen = new TreeSet<>(Cli.commandNames());
        withoutScreen.removeAll(Set.of("open", "demo", "screenshot"));
        var match = Pattern.compile("(?m)^        ([a-z |]+) \\| --help").matcher(launcher);
        assertThat(match.find()).isTrue();
        assertThat(match.group(1).split(" \\| ")).containsExactlyInAnyOrderElementsOf(withoutScreen);
    }

    @Test
    void itsTestCommandIsTheOneThatCiRuns() throws IOException {
        assertThat(readme()).contains("\nmvn verify ");
        assertThat(Files.readString(Path.of(".ci/run"))).contains("\nmvn verify\n");
    }

    @Test
    void everyFileItLinksToIsThere() throws IOException {
        var missing = LINK.matcher(readme())
                .results()
                .map(match -> match.group(1))
                .filter(link -> !Files.exists(Path.of(link)))
                .toList();
        assertThat(missing).isEmpty();
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }
}
