package dev.runtree.agent.demo;

import dev.runtree.agent.tool.Param;
import dev.runtree.agent.tool.Tool;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hotels that do not exist. */
public final class HotelTools {

    /** What the guest insists on. */
    public record Wishes(
            @Param("Breakfast has to be included") @Nullable Boolean breakfast,
            @Param("Part of the town") @Nullable String near) {}

    /** @param total euros for the whole stay */
    public record Hotel(
            String name,
            double stars,
            long nights,
            long total,
            @Nullable String near) {}

    @Tool("Searches hotels for a stay")
    public List<Hotel> searchHotels(
            @Param("The town") String city,
            @Param("First night, YYYY-MM-DD") String checkIn,
            @Param("Day of leaving, YYYY-MM-DD") String checkOut,
            @Nullable Wishes wishes) {
        var nights = ChronoUnit.DAYS.between(LocalDate.parse(checkIn), LocalDate.parse(checkOut));
        Slow.work(180);
        var near = wishes == null ? null : wishes.near();
        return List.of(
                new Hotel("Hotel Lindenhof " + city, 3.5, nights, nights * 94, near),
                new Hotel("Pension Möwe", 3.0, nights, nights * 71, near),
                new Hotel("Grand Café & Rooms", 4.5, nights, nights * 188, null));
    }
}
