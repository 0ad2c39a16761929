package dev.runtree.model.watch;

import java.math.BigDecimal;
import java.util.List;

/**
 * What models used and cost.
 *
 * @param isOfRuns whether runs stand under the model that each used the most, and are counted in place of calls
 * @param models those that used the most tokens first, embeddings and reranks among them
 * @param before in the period before, which is as long
 */
public record TokenSpend(Course course, boolean isOfRuns, List<OfModel> models, Spent now, Spent before) {
    public TokenSpend {
        models = List.copyOf(models);
    }

    /**
     * What one model used.
     *
     * @param model empty when unknown
     * @param stretches of the course, one each
     */
    public record OfModel(String model, List<Spent> stretches, Spent now, Spent before) {
        public OfModel {
            stretches = List.copyOf(stretches);
        }
    }

    /**
     * Some calls together.
     *
     * @param tokens of input and output; none is counted twice
     * @param cost in US dollars; with {@code unpriced} the least that it was
     * @param unpriced calls whose cost nobody knows
     */
    public record Spent(long calls, BigDecimal tokens, BigDecimal cost, long unpriced) {
        public static final Spent NONE = new Spent(0, BigDecimal.ZERO, BigDecimal.ZERO, 0);

        public Spent plus(Spent other) {
            return new Spent(
                    calls + other.calls, tokens.add(other.tokens), cost.add(other.cost), unpriced + other.unpriced);
        }
    }
}
