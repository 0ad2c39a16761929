package dev.runtree.bench.load;

import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Who and what appears in the traces. Some users, sessions and agents appear far more often than others.
 *
 * @param errors the part of the tool calls that fail; runs fail half as often
 */
public record Cast(int users, int sessions, int agents, int tools, int models, double errors) {
    public static final Cast USUAL = new Cast(200, 5_000, 12, 20, 4, 0.02);

    private static final String[][] MODELS = {
        {"gpt-4o-mini", "openai"},
        {"claude-sonnet-4-5", "anthropic"},
        {"gpt-4o", "openai"},
        {"gemini-2.5-flash", "gcp.gemini"},
        {"mistral-large-latest", "mistral_ai"},
        {"llama3.1:8b", "ollama"}
    };
    private static final String[] VERBS = {"search", "read", "write", "list", "book", "check", "update", "send"};
    private static final String[] THINGS = {
        "flights", "orders", "files", "tickets", "mail", "prices", "calendar", "notes"
    };
    private static final String[] TRADES = {"travel", "billing", "support", "research", "planner", "writer", "coder"};

    public Cast {
        if (users < 1 || sessions < 1 || agents < 1 || tools < 1 || models < 1) {
            throw new IllegalArgumentException("there has to be at least one user, session, agent, tool and model");
        }
        if (!(errors >= 0 && errors <= 1)) {
            throw new IllegalArgumentException("the part that fails is between 0 and 1");
        }
    }

    /** For whom which agent works in one trace. */
    record Actor(String agent, String user, String session) {}

    Actor actor(SplittableRandom random) {
        var session = skewed(sessions, random);
        // A session belongs to one user.
        var user = (int) ((long) session * users / sessions);
        return new Actor(agent(skewed(agents, random)), "user-" + user, "session-" + session);
    }

    private static String agent(int number) {
        return TRADES[number % TRADES.length] + (number < TRADES.length ? "" : "-" + number / TRADES.length);
    }

    String tool(int number) {
        var of = number % tools;
        var name = VERBS[of % VERBS.length] + "_" + THINGS[of / VERBS.length % THINGS.length];
        return of < VERBS.length * THINGS.length ? name : name + "_" + of;
    }

    String anyTool(SplittableRandom random) {
        return tool(skewed(tools, random));
    }

    /** A model and who runs it. */
    record Model(String name, String provider) {}

    Model model(SplittableRandom random) {
        var number = skewed(models, random);
        var known = MODELS[number % MODELS.length];
        return new Model(
                number < MODELS.length ? known[0] : String.format(Locale.ROOT, "%s-%d", known[0], number), known[1]);
    }

    boolean toolFails(SplittableRandom random) {
        return random.nextDouble() < errors;
    }

    boolean runFails(SplittableRandom random) {
        return random.nextDouble() < errors / 2;
    }

    private static int skewed(int count, SplittableRandom random) {
        var place = random.nextDouble();
        return (int) (place * place * count);
    }
}
