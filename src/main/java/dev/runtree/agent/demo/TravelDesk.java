package dev.runtree.agent.demo;

import dev.runtree.agent.Agent;
import dev.runtree.agent.AgentBuilder;
import dev.runtree.agent.Component;
import dev.runtree.agent.Workflow;
import dev.runtree.agent.guardrail.PersonalData;
import dev.runtree.agent.model.Model;
import dev.runtree.agent.model.Models;
import dev.runtree.agent.retrieval.Knowledge;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The agents of the demo beside those of its {@linkplain TeamFiles team}, and a workflow, each with a scripted model of its own
 * unless one real model plays them all.
 */
final class TravelDesk {
    private static final String HOUSE = "You work for a travel desk. Today is " + FlightTools.TODAY + ". ";

    private final @Nullable Model real;
    private final Path rules;

    /** @param rules a folder of Markdown, in which the workflow looks things up */
    TravelDesk(@Nullable Model real, Path rules) {
        this.real = real;
        this.rules = rules;
    }

    /** All that are no files: the invoices, the concierge, the support and the refunds. */
    List<Component> others() {
        return List.of(
                invoices(),
                agent("concierge", "Plan days in a town with the traveller, in a few friendly words.")
                        .temperature(0.8)
                        .build(),
                agent("support", "Take note of what the traveller complains about.")
                        .preGuardrails(PersonalData.refused())
                        .build(),
                refunds());
    }

    private Agent invoices() {
        return agent("invoice-ocr", "Read invoices and answer with their supplier and total.")
                .temperature(0.0)
                .maxTokens(400)
                .tools(new InvoiceTools())
                .build();
    }

    /** Looks the booking and the rule up side by side, pays back where it may, and writes to the traveller. */
    private Workflow refunds() {
        var policy = agent("refund-policy", "Say what the rules say, and nothing else.")
                .knowledge(Knowledge.folder(rules).name("rules").k(3).build())
                .build();
        var letter = agent("refund-letter", "Write short letters.").build();
        return Workflow.of(
                "refund-flow",
                steps -> steps.parallel(
                                "look up",
                                side -> side.call("booking", input -> {
                                            Slow.work(120);
                                            return "RT 512, paid 242 euros by card, cancelled by the airline";
                                        })
                                        .run("policy", policy, input -> "Which rule applies? " + input.message()))
                        .condition(
                                "refundable",
                                input -> input.output("policy")
                                        .toLowerCase(Locale.ROOT)
                                        .contains("full refund"),
                                then -> then.call("pay back", input -> {
                                    Slow.work(90);
                                    return "242 euros paid back";
                                }),
                                otherwise -> otherwise.call("refuse", input -> "No refund is possible"))
                        .run(
                                "letter",
                                letter,
                                input -> "Write to the traveller: " + input.previous() + "; booking: "
                                        + input.output("booking") + "."));
    }

    private AgentBuilder agent(String id, String task) {
        return Agent.builder(id).instructions(HOUSE + task).model(model(id));
    }

    private Model model(String id) {
        return real != null ? real : Models.scripted("/demo/" + id + ".yaml");
    }
}
