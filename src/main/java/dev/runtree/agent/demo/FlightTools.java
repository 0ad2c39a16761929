package dev.runtree.agent.demo;

import dev.runtree.agent.tool.Param;
import dev.runtree.agent.tool.Tool;
import dev.runtree.agent.tool.ToolFailure;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Flights of an airline that does not exist. */
public final class FlightTools {
    /** The desk's own day, so that the demo tells the same story whenever it is run. */
    static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    public enum Cabin {
        ECONOMY,
        BUSINESS
    }

    /** @param price euros, both ways */
    public record Flight(
            String number, String departDate, String departTime, String returnDate, int price, int seatsLeft) {}

    public record Offer(String origin, String destination, String currency, List<Flight> flights) {}

    @Tool("Searches return flights. Dates are ISO 8601 (YYYY-MM-DD).")
    public Offer searchFlights(
            @Param("Airport code such as LIS") String origin,
            @Param("Airport code such as BER") String destination,
            @Param("Day of the outbound flight, YYYY-MM-DD") String departDate,
            @Param("Day of the flight back, YYYY-MM-DD") String returnDate,
            @Param("The most that both flights together may cost, in euros") @Nullable Double maxPrice,
            @Param("ECONOMY when left out") @Nullable Cabin cabin) {
        var depart = date("depart_date", departDate);
        var back = date("return_date", returnDate);
        if (depart.isBefore(TODAY)) {
            throw new ToolFailure("DATE_IN_PAST", "depart_date " + depart + " is before today, " + TODAY);
        }
        if (back.isBefore(depart)) {
            throw new ToolFailure("DATES_REVERSED", "return_date " + back + " is before depart_date " + depart);
        }
        Slow.work(120 + destination.hashCode() % 5 * 30);
        var flights = IntStream.range(0, 3)
                .mapToObj(index -> flight(origin + destination, depart, back, cabin, index))
                .filter(flight -> maxPrice == null || flight.price() <= maxPrice)
                .toList();
        return new Offer(origin, destination, "EUR", flights);
    }

    private static Flight flight(String route, LocalDate depart, LocalDate back, @Nullable Cabin cabin, int index) {
        var seed = Math.floorMod((route + depart).hashCode(), 97);
        var price = 178 + seed / 3 + index * 41 + (cabin == Cabin.BUSINESS ? 310 : 0);
        return new Flight(
                "RT " + (500 + seed + index * 7),
                depart.toString(),
                List.of("06:40", "11:15", "18:50").get(index),
                back.toString(),
                price,
                9 - index * 3);
    }

    private static LocalDate date(String argument, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new ToolFailure("BAD_DATE", argument + " \"" + text + "\" is no date as YYYY-MM-DD");
        }
    }
}
