package dev.poemcp.poe.site.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.profile.ProfileException;
import dev.poemcp.poe.site.profile.Query;
import dev.poemcp.poe.site.profile.SiteProfile;
import dev.poemcp.poe.site.profile.SubscriptionQuery;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ScriptLearnerTest {
    private static final String FIRST = "1".repeat(64);
    private static final String SECOND = "2".repeat(64);

    private final SiteProfile profile = profile();
    private final ScriptLearner learner = new ScriptLearner(profile);

    @Test
    void knownOperation_getsNewIdAndKnownTemplate() {
        learner.script(artifact(known(Operation.SEND_MESSAGE).name(), FIRST));

        var query =
                Objects.requireNonNull(learner.learned(id -> false).queries().get(Operation.SEND_MESSAGE));
        assertEquals(FIRST, query.hash());
        assertEquals(known(Operation.SEND_MESSAGE).template(), query.template());
        assertTrue(learner.has(Operation.SEND_MESSAGE, Set.of(SECOND)));
        assertFalse(learner.has(Operation.SEND_MESSAGE, Set.of(FIRST)));
    }

    @Test
    void unknownOperation_isIgnored() {
        learner.script(artifact("somethingElseQuery", FIRST));

        assertTrue(learner.learned(id -> false).queries().isEmpty());
    }

    @Test
    void subscriptionsOfKnownEvents_areLearned() {
        learner.script(artifact("subscriptions_messageAdded_Subscription", FIRST)
                + artifact("subscriptions_unheardOf_Subscription", SECOND)
                + artifact("subscriptions_Subscription", SECOND));

        assertEquals(
                List.of(new SubscriptionQuery("messageAdded", FIRST)),
                learner.learned(id -> false).subscriptions());
    }

    @Test
    void twoIdsOfWrite_areNotGuessed() {
        twoIds(Operation.SEND_MESSAGE);

        var learned = learner.learned(id -> false);
        assertFalse(learned.queries().containsKey(Operation.SEND_MESSAGE));
        assertTrue(learned.notes().toString().contains(Operation.SEND_MESSAGE.key()));
    }

    @Test
    void twoIdsOfWriteOfWhichOneWasRefused_areUnambiguous() {
        twoIds(Operation.SEND_MESSAGE);

        assertEquals(
                SECOND,
                Objects.requireNonNull(learner.learned(FIRST::equals).queries().get(Operation.SEND_MESSAGE))
                        .hash());
    }

    @Test
    void twoIdsOfRead_areTriedInOrder() {
        twoIds(Operation.ACCOUNT_SETTINGS);

        assertEquals(FIRST, hash(Operation.ACCOUNT_SETTINGS, ""));
        assertEquals(SECOND, hash(Operation.ACCOUNT_SETTINGS, FIRST));
    }

    @Test
    void twoIdsOfWhichOneHasKnownVariables_thatOneIsUsed() {
        var known = known(Operation.SEND_MESSAGE);
        var names = StreamSupport.stream(
                        ((Iterable<String>) () -> known.template().fieldNames()).spliterator(), false)
                .map(name -> "{name:\"" + name + "\"}")
                .collect(Collectors.joining(","));
        learner.script("({operation:{argumentDefinitions:[{name:\"other\"}]},params:{id:\"" + FIRST + "\",name:\""
                + known.name() + "\"}});({operation:{argumentDefinitions:[" + names + "]},params:{id:\"" + SECOND
                + "\",name:\"" + known.name() + "\"}})");

        assertEquals(SECOND, hash(Operation.SEND_MESSAGE, ""));
    }

    private String hash(Operation operation, String refused) {
        return Objects.requireNonNull(learner.learned(refused::equals).queries().get(operation))
                .hash();
    }

    private void twoIds(Operation operation) {
        String name = known(operation).name();
        learner.script(artifact(name, FIRST));
        learner.script(artifact(name, SECOND));
    }

    private static String artifact(String name, String id) {
        return "x={params:{id:\"" + id + "\",name:\"" + name + "\"}};";
    }

    private Query known(Operation operation) {
        return profile.builds().get(0).queries(operation).get(0);
    }

    private static SiteProfile profile() {
        try {
            return SiteProfile.load(null);
        } catch (ProfileException invalid) {
            throw new AssertionError(invalid);
        }
    }
}
