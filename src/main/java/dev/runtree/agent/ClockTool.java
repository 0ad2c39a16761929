package dev.runtree.agent;

import dev.runtree.agent.tool.Param;
import dev.runtree.agent.tool.Tool;
import dev.runtree.agent.tool.ToolFailure;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The built-in tool {@code clock}. */
public final class ClockTool {

    @Tool(value = "Tells the date and the time of day", readOnly = true)
    public String clock(
            @Param("A time zone such as Europe/Lisbon; the machine's own when left out") @Nullable String zone) {
        try {
            var place = zone == null || zone.isBlank() ? ZoneId.systemDefault() : ZoneId.of(zone);
            return DateTimeFormatter.ISO_ZONED_DATE_TIME.format(
                    ZonedDateTime.now(place).truncatedTo(ChronoUnit.SECONDS));
        } catch (DateTimeException e) {
            throw new ToolFailure("UNKNOWN_ZONE", "there is no time zone \"" + zone + "\"");
        }
    }
}
