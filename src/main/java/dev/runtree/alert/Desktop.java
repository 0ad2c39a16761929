package dev.runtree.alert;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The notifications of the desktop, by the program that each system has for them. Texts are given as arguments or in the
 * environment, never as a part of a script, since what is traced is anybody's.
 */
final class Desktop {
    private static final int LONGEST_TITLE = 100;
    private static final int LONGEST_TEXT = 300;
    private static final String TITLE = "RUNTREE_TITLE";
    private static final String TEXT = "RUNTREE_TEXT";
    private static final String BALLOON = "Add-Type -AssemblyName System.Windows.Forms, System.Drawing;"
            + "$n = New-Object System.Windows.Forms.NotifyIcon;"
            + "$n.Icon = [System.Drawing.SystemIcons]::Warning; $n.Visible = $true;"
            + "$n.ShowBalloonTip(10000, $env:" + TITLE + ", $env:" + TEXT + ", 'Warning');"
            + "Start-Sleep -Seconds 8; $n.Dispose()";

    private final String system;
    private final String path;

    Desktop() {
        this(System.getProperty("os.name", ""), System.getenv().getOrDefault("PATH", ""));
    }

    Desktop(String system, String path) {
        this.system = system.toLowerCase(Locale.ROOT);
        this.path = path;
    }

    /** A program and what it is given. */
    private record Call(List<String> command, Map<String, String> environment) {}

    /**
     * Shows a notification.
     *
     * @return why there is none; {@code null} when there is
     * @throws InterruptedException when nobody waits any more
     */
    @Nullable String show(Alarm alarm) throws InterruptedException {
        var call = call(line(alarm.title(), LONGEST_TITLE), line(alarm.text(), LONGEST_TEXT));
        return call == null
                ? "This desktop has no notify-send, so it shows no notification."
                : new Outside(call.command(), call.environment(), "").run();
    }

    private @Nullable Call call(String title, String text) {
        if (system.startsWith("windows")) {
            return new Call(
                    List.of("powershell", "-NoProfile", "-NonInteractive", "-Command", BALLOON),
                    Map.of(TITLE, title, TEXT, text));
        }
        if (system.startsWith("mac")) {
            return new Call(
                    List.of(
                            "osascript",
                            "-e",
                            "on run argv",
                            "-e",
                            "display notification (item 2 of argv) with title (item 1 of argv)",
                            "-e",
                            "end run",
                            title,
                            text),
                    Map.of());
        }
        var program = found("notify-send");
        return program == null
                ? null
                : new Call(
                        List.of(
                                program.toString(),
                                "--app-name=Runtree",
                                "--icon=dialog-warning",
                                "--",
                                title,
                                markup(text)),
                        Map.of());
    }

    private @Nullable Path found(String program) {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(path)
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    /** Without control characters, which a daemon may take for something, and not longer than it can show. */
    private static String line(String text, int most) {
        var clean = text.replaceAll("[\\p{Cc}\\p{Cf}&&[^\\n]]", " ");
        return clean.codePointCount(0, clean.length()) <= most
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, most - 1)) + "…";
    }

    /** The body of a notification is markup there. */
    private static String markup(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
