package dev.poemcp.poe.site.diagnosis;

import dev.poemcp.poe.AccountSettings;
import dev.poemcp.poe.Bot;
import dev.poemcp.poe.Chat;
import dev.poemcp.poe.Message;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.diagnosis.LinkCheck;
import dev.poemcp.poe.diagnosis.LinkCheck.Outcome;
import dev.poemcp.poe.site.SiteClient;
import dev.poemcp.poe.site.json.BotReader;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.session.WebSite;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Every operation of the site that only reads, one by one, with what the account has. */
final class ReadOperations {
    /** Builds of the site before 2026 lack them, and nothing depends on them. */
    private static final Set<Operation> EXTRAS = Set.of(Operation.RATE_CARD, Operation.POINTS_HISTORY);

    private static final String SILENT = "the site no longer answers";

    private final LinkCheck links;
    private final SiteClient client;
    private final WebSite site;
    /** Set once the site no longer answers: each further request would only wait for its time limit. */
    private boolean silent;

    ReadOperations(LinkCheck links, SiteClient client, WebSite site) {
        this.links = links;
        this.client = client;
        this.site = site;
    }

    /** @return whether the site answers */
    boolean check(Outcome<AccountSettings> settings) {
        links.report(link(Operation.ACCOUNT_SETTINGS), settings, unused -> "read");
        note(settings.failure());
        List<Chat> chats = read(Operation.CHAT_HISTORY, () -> client.chats().history(1, null))
                .map(page -> page.items())
                .orElse(List.of());
        Optional<Message> message = readChat(chats);
        String code = message.map(Message::messageCode).orElse(null);
        if (code == null) {
            notChecked(Operation.MESSAGE_INFO, "there is no message to read");
        } else {
            read(
                    Operation.MESSAGE_INFO,
                    () -> Optional.ofNullable(client.messages().costPoints(code)));
        }
        readBots(settings);
        read(Operation.POINTS_HISTORY, () -> client.points().history(1, null));
        return !silent;
    }

    /** Reads the newest chat's page and its newest message, which are two queries. */
    private Optional<Message> readChat(List<Chat> chats) {
        if (chats.isEmpty()) {
            notChecked(Operation.CHAT_PAGE, "the account has no chat");
            notChecked(Operation.CHAT_MESSAGES, "the account has no chat");
            return Optional.empty();
        }
        Chat chat = chats.get(0);
        var newest = read(
                Operation.CHAT_PAGE,
                () -> client.chats().messages(chat.ref(), 1, null).messages());
        String cursor = newest.map(page -> page.nextCursor()).orElse(null);
        if (cursor == null) {
            notChecked(Operation.CHAT_MESSAGES, "the newest chat has one page only");
        } else {
            read(Operation.CHAT_MESSAGES, () -> client.chats().messages(chat.ref(), 1, cursor));
        }
        return newest.flatMap(page -> page.items().stream().findFirst());
    }

    private void readBots(Outcome<AccountSettings> settings) {
        List<String> categories =
                read(Operation.CATEGORIES, () -> client.bots().categories()).orElse(List.of());
        Optional<Bot> explored = read(
                        Operation.EXPLORE_BOTS,
                        () -> client.bots()
                                .explore(categories.stream().findFirst().orElse(null), 1, null))
                .flatMap(page -> page.items().stream().findFirst());
        read(Operation.SEARCH, () -> client.bots().search("a", 1, null));
        String handle = settings.success()
                .map(AccountSettings::defaultBot)
                .map(AccountSettings.DefaultBot::handle)
                .or(() -> explored.map(Bot::handle))
                .orElse("Assistant");
        var bot = read(Operation.BOT_INFO, () -> client.bots().get(handle));
        Long botId = bot.or(() -> explored).map(Bot::botId).orElse(null);
        if (botId == null) {
            notChecked(Operation.RATE_CARD, "no bot is known");
        } else {
            read(Operation.RATE_CARD, () -> site.ask(Operation.RATE_CARD, Map.of("botId", botId), BotReader::rateCard));
        }
        readPeople();
    }

    private void readPeople() {
        if (silent) {
            notChecked(Operation.USER_INFO, SILENT);
            return;
        }
        String handle = links.attempt(() -> client.people().search("a", 1, null))
                .success()
                .flatMap(page -> page.items().stream().findFirst())
                .map(user -> user.handle())
                .orElse(null);
        if (handle == null) {
            notChecked(Operation.USER_INFO, "no user was found");
        } else {
            read(Operation.USER_INFO, () -> client.people().get(handle));
        }
    }

    private <T> Optional<T> read(Operation operation, Supplier<T> request) {
        if (silent) {
            notChecked(operation, SILENT);
            return Optional.empty();
        }
        Outcome<T> outcome = links.attempt(request);
        if (outcome.failure() instanceof PoeFailure.NotFound missing) {
            // The query works. What is missing has a name that may be private.
            String subject = missing.subject().name().toLowerCase(Locale.ROOT);
            var unnamed = new PoeFailure.NotFound(
                    missing.subject(), "", "Poe does not show the " + subject + " that was asked for.");
            links.warning(link(operation), unnamed, outcome.took());
        } else if (EXTRAS.contains(operation) && outcome.failure() instanceof PoeFailure.QueryOutdated outdated) {
            links.warning(link(operation), outdated, outcome.took());
        } else {
            links.report(link(operation), outcome, unused -> "read");
        }
        note(outcome.failure());
        return outcome.success();
    }

    private void note(@Nullable PoeFailure failure) {
        silent |= GateLinks.isOutage(failure);
    }

    private void notChecked(Operation operation, String why) {
        links.notChecked(link(operation), why);
    }

    private static String link(Operation operation) {
        return "query " + operation.key();
    }
}
