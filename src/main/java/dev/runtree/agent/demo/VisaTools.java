package dev.runtree.agent.demo;

import dev.runtree.agent.tool.Param;
import dev.runtree.agent.tool.Tool;
import java.util.List;

/** Entry rules that no embassy has written. */
public final class VisaTools {

    public enum Purpose {
        TOURISM,
        BUSINESS,
        STUDY
    }

    public record Rule(
            String country, String passport, Purpose purpose, boolean visaNeeded, int days, List<String> papers) {}

    @Tool("Looks up whether a traveller needs a visa. Slow: asks the register of the country.")
    public Rule checkVisa(
            @Param("Two-letter country code of the destination") String country,
            @Param("Two-letter country code of the passport") String passport,
            Purpose purpose,
            @Param("Length of the stay") int days) {
        Slow.work(1_700);
        return new Rule(
                country, passport, purpose, days > 90, 90, List.of("パスポート (passport)", "復路の航空券 (return ticket)"));
    }
}
