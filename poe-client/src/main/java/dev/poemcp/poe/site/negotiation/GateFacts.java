package dev.poemcp.poe.site.negotiation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.poemcp.poe.site.formkey.FormkeyFinder;
import dev.poemcp.poe.site.profile.SiteBuild;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Remembered facts about a site's gate; never a formkey. */
final class GateFacts {
    static final String GATE = "gate";
    private static final String READS = "readsNeedFormkey";
    /** Afterwards a read without a formkey is tried again. */
    private static final Duration READS_LIFETIME = Duration.ofDays(1);

    private static final String KEY_SOURCE = "formkeySource";
    private static final String REVISION_SOURCE = "revisionSource";
    /** Afterwards the revision in the page is tried again, which takes no script. */
    private static final Duration REVISION_LIFETIME = Duration.ofDays(7);

    private final List<GateRecipe> known;
    private final BuildRanking ranking;
    private final SiteKnowledge knowledge;

    GateFacts(List<SiteBuild> builds, BuildRanking ranking, SiteKnowledge knowledge) {
        this.known = GateRecipe.of(builds);
        this.ranking = ranking;
        this.knowledge = knowledge;
        accepted().ifPresent(recipe -> ranking.accepted(recipe.tag()));
    }

    /** All recipes: the last accepted one, the one that the user's browser showed, the known ones. */
    List<GateRecipe> recipes() {
        List<GateRecipe> recipes = new ArrayList<>(known);
        LearnedFacts.gate(knowledge).ifPresent(learned -> {
            recipes.remove(learned);
            recipes.add(0, learned);
        });
        accepted().ifPresent(accepted -> {
            recipes.remove(accepted);
            recipes.add(0, accepted);
        });
        return recipes;
    }

    private Optional<GateRecipe> accepted() {
        return knowledge
                .get(GATE)
                .flatMap(LearnedFacts::gate)
                .filter(recipe -> known.contains(recipe)
                        || LearnedFacts.gate(knowledge).filter(recipe::equals).isPresent());
    }

    @Nullable
    String revision() {
        return knowledge
                .get(GATE)
                .map(gate -> gate.path("revision").textValue())
                .orElse(null);
    }

    void accepted(Gate gate) {
        ranking.accepted(gate.recipe().tag());
        if (LearnedFacts.gate(knowledge)
                .filter(learned -> !learned.equals(gate.recipe()))
                .isPresent()) {
            // It was tried first, and the site has accepted another one.
            LearnedFacts.forgetGate(knowledge);
        }
        knowledge.learn(GATE, LearnedFacts.json(gate.recipe(), gate.revision()));
    }

    /** Whether the site refuses reads without a formkey; false if unknown. */
    boolean readsNeedFormkey() {
        return knowledge.get(READS, READS_LIFETIME).map(JsonNode::asBoolean).orElse(false);
    }

    void readsNeedFormkey(boolean needed) {
        if (knowledge
                .get(READS, READS_LIFETIME)
                .filter(BooleanNode.valueOf(needed)::equals)
                .isEmpty()) {
            knowledge.renew(READS, BooleanNode.valueOf(needed));
        }
    }

    /** The source of the last accepted formkey; the fastest one if unknown. */
    FormkeyFinder.KeySource keySource() {
        var script = TextNode.valueOf(FormkeyFinder.KeySource.SCRIPT.name());
        return knowledge.get(KEY_SOURCE).filter(script::equals).isPresent()
                ? FormkeyFinder.KeySource.SCRIPT
                : FormkeyFinder.KeySource.POSITIONS;
    }

    void keySource(FormkeyFinder.KeySource source) {
        knowledge.learn(KEY_SOURCE, TextNode.valueOf(source.name()));
    }

    /** Whether the site refused the revision that its page names, and accepted that of its app script. */
    boolean revisionIsInScript() {
        return knowledge.get(REVISION_SOURCE, REVISION_LIFETIME).isPresent();
    }

    void revisionWasInScript() {
        knowledge.renew(REVISION_SOURCE, TextNode.valueOf("SCRIPT"));
    }
}
