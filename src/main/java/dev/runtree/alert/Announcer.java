package dev.runtree.alert;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells of alarms as their rules want it: on the desktop, and to a command. */
public final class Announcer {
    private final Desktop desktop;
    private final int seconds;

    public Announcer() {
        this(new Desktop(), Outside.LONGEST_SECONDS);
    }

    Announcer(Desktop desktop, int seconds) {
        this.desktop = desktop;
        this.seconds = seconds;
    }

    /**
     * Tells of one, and waits for the command.
     *
     * @return what went wrong, in a line; {@code null} when nothing did
     * @throws InterruptedException when nobody waits any more
     */
    public @Nullable String tell(Alarm alarm) throws InterruptedException {
        var command = alarm.rule().command();
        // First, as a desktop that hangs is waited for.
        var ofCommand = command.isEmpty() ? null : run(command, alarm);
        var ofDesktop = alarm.rule().notifies() ? desktop.show(alarm) : null;
        return ofDesktop == null ? ofCommand : ofCommand == null ? ofDesktop : ofDesktop + " " + ofCommand;
    }

    private @Nullable String run(List<String> command, Alarm alarm) throws InterruptedException {
        return new Outside(
                        command,
                        Map.of(
                                "RUNTREE_ALERT",
                                alarm.rule().name(),
                                "RUNTREE_ALERT_STATE",
                                alarm.kind().word()),
                        alarm.json() + "\n")
                .run(seconds);
    }
}
