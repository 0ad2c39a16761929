package dev.runtree.agent.demo;

import dev.runtree.agent.Agent;
import dev.runtree.agent.AgentBuilder;
import dev.runtree.agent.model.Model;
import dev.runtree.agent.model.Models;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The agents of the demo, each with a scripted model of its own unless one real model plays them all. */
final class TravelDesk {
    private static final String HOUSE = "You work for a travel desk. Today is " + FlightTools.TODAY + ". ";

    private final @Nullable Model real;

    TravelDesk(@Nullable Model real) {
        this.real = real;
    }

    List<Agent> agents() {
        return List.of(
                agent("flights", "Find flights that fit the traveller's dates and budget.")
                        .temperature(0.2)
                        .tools(new FlightTools())
                        .build(),
                agent("hotels", "Find a hotel for the nights that the traveller needs.")
                        .temperature(0.2)
                        .maxSteps(4)
                        .tools(new HotelTools())
                        .build(),
                agent("invoice-ocr", "Read invoices and answer with their supplier and total.")
                        .temperature(0.0)
                        .maxTokens(400)
                        .tools(new InvoiceTools())
                        .build(),
                agent("visa-check", "Say whether a traveller needs a visa, and which papers.")
                        .tools(new VisaTools())
                        .build(),
                agent("concierge", "Plan days in a town with the traveller, in a few friendly words.")
                        .temperature(0.8)
                        .build());
    }

    private AgentBuilder agent(String id, String task) {
        return Agent.builder(id).instructions(HOUSE + task).model(model(id));
    }

    private Model model(String id) {
        return real != null ? real : Models.scripted("/demo/" + id + ".yaml");
    }
}
