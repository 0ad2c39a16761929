package dev.runtree.agent.demo;

import dev.runtree.agent.tool.Param;
import dev.runtree.agent.tool.Tool;

/** Books flights that do not exist. */
public final class BookingTools {

    @Tool("Books return flights and pays for them.")
    public String bookFlight(
            @Param("Airport code such as LIS") String origin,
            @Param("Airport code such as BER") String destination,
            @Param("Day of the outbound flight, YYYY-MM-DD") String departDate,
            @Param("Day of the flight back, YYYY-MM-DD") String returnDate,
            @Param("What both flights together cost, in euros") double price) {
        Slow.work(150);
        return "Booked: " + origin + " to " + destination + ", out on " + departDate + ", back on " + returnDate
                + ", for €" + Math.round(price) + ".";
    }
}
