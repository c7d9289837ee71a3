package dev.poemcp.poe.site;

import static dev.poemcp.poe.site.EmulatedPoe.failureOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.control.SiteBuild;
import dev.poemcp.poe.Bot;
import dev.poemcp.poe.Chat;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.Message;
import dev.poemcp.poe.Page;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.PoeFailure.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every subject but messages, against every build of the site. */
class SubjectsIT {
    @ParameterizedTest
    @EnumSource(SiteBuild.class)
    void explore_givesFullPagesUntilListEnds(SiteBuild build) {
        try (var site = new EmulatedPoe(build)) {
            var bots = site.client.bots();

            var pages = pages(cursor -> bots.explore(null, 7, cursor));

            var all = pages.stream().flatMap(page -> page.items().stream()).toList();
            pages.subList(0, pages.size() - 1)
                    .forEach(page -> assertEquals(7, page.items().size()));
            assertEquals(all.size(), new HashSet<>(all.stream().map(Bot::botId).toList()).size());
            assertEquals(all.size(), bots.explore(null, 100, null).items().size());
        }
    }

    @ParameterizedTest
    @EnumSource(SiteBuild.class)
    void categories_areListedAndCheckedCaseSensitively(SiteBuild build) {
        try (var site = new EmulatedPoe(build)) {
            var bots = site.client.bots();
            var category = bots.categories().get(0);

            assertFalse(bots.explore(category, 5, null).items().isEmpty());

            var unknown = failureOf(() -> bots.explore(category.toUpperCase(java.util.Locale.ROOT) + "X", 5, null));
            assertEquals(Subject.CATEGORY, ((PoeFailure.NotFound) unknown).subject());
        }
    }

    @ParameterizedTest
    @EnumSource(SiteBuild.class)
    void bot_isReadOnceAndCached(SiteBuild build) {
        try (var site = new EmulatedPoe(build)) {
            site.poe.bot("Pricey").costs(500);

            var first = site.client.bots().get("Pricey");
            int requests = site.poe.requests().count("botInfo");
            site.client.bots().get("Pricey");

            assertEquals("Pricey", first.handle());
            assertEquals(requests, site.poe.requests().count("botInfo"));
            assertEquals(
                    Subject.BOT,
                    ((PoeFailure.NotFound) failureOf(() -> site.client.bots().get("NoSuchBot"))).subject());
        }
    }

    @ParameterizedTest
    @EnumSource(SiteBuild.class)
    void search_findsBotsAndUsers(SiteBuild build) {
        try (var site = new EmulatedPoe(build)) {
            var bots = site.client.bots().search("haiku", 5, null);
            var people = site.client.people();
            var someone = people.search("", 3, null).items().get(0);

            assertTrue(bots.items().stream().anyMatch(bot -> bot.handle().equals("HaikuMaster")), bots.toString());
            assertEquals(3, people.search("", 3, null).items().size());
            var handle = someone.handle();
            assertNotNull(handle);
            assertEquals(someone.userId(), people.get(handle).userId());
            assertEquals(Subject.USER, ((PoeFailure.NotFound) failureOf(() -> people.get("no-such-person"))).subject());
        }
    }

    @ParameterizedTest
    @EnumSource(SiteBuild.class)
    void repeatedFollow_succeeds(SiteBuild build) {
        try (var site = new EmulatedPoe(build)) {
            var people = site.client.people();
            var someone = people.search("", 1, null).items().get(0);

            people.setFollowing(someone.userId(), true);
            people.setFollowing(someone.userId(), true);
            people.setFollowing(someone.userId(), false);

            assertEquals(3, site.poe.requests().count("setFollow"));
        }
    }

    @ParameterizedTest
    @EnumSource(SiteBuild.class)
    void unknownNumber_returnsNotFound(SiteBuild build) {
        try (var site = new EmulatedPoe(build)) {
            assertEquals(
                    new PoeFailure.NotFound(Subject.USER, "1"),
                    failureOf(() -> site.client.people().setFollowing(1, true)));
            assertEquals(
                    new PoeFailure.NotFound(Subject.BOT, "1"),
                    failureOf(() -> site.client.account().setDefaultBot(1)));
        }
    }

    @ParameterizedTest
    @EnumSource(SiteBuild.class)
    void settings_returnWhatWasSet(SiteBuild build) {
        try (var site = new EmulatedPoe(build)) {
            var account = site.client.account();
            var haiku = site.client.bots().get("HaikuMaster");

            account.setDefaultBot(haiku.number());
            account.setDefaultPointLimit(1234);

            var settings = account.settings();
            var bot = settings.defaultBot();
            assertNotNull(bot);
            assertEquals(haiku.botId(), bot.botId());
            assertEquals(1234L, settings.points().defaultLimitPerMessage());
            assertNotNull(settings.points().resetsAt());
            assertEquals(
                    2026,
                    settings.points()
                            .resetsAt()
                            .atZone(java.time.ZoneOffset.UTC)
                            .getYear());
        }
    }

    @ParameterizedTest
    @EnumSource(SiteBuild.class)
    void history_givesFullPages(SiteBuild build) {
        try (var site = new EmulatedPoe(build)) {
            var chats = site.client.chats();

            var pages = pages(cursor -> chats.history(7, cursor));

            var all = pages.stream().flatMap(page -> page.items().stream()).toList();
            assertEquals(all.size(), chats.history(100, null).items().size());
            assertTrue(all.size() > 14, "enough chats for three pages");
            assertEquals(
                    all.size(), new HashSet<>(all.stream().map(Chat::chatId).toList()).size());
        }
    }

    @ParameterizedTest
    @EnumSource(SiteBuild.class)
    void messageOnTheOldestPage_isFollowedAndShared(SiteBuild build) {
        try (var site = new EmulatedPoe(build)) {
            var chat = longest(site).ref();
            var pages = pages(
                    cursor -> site.client.chats().messages(chat, 100, cursor).messages());
            var oldest = pages.get(pages.size() - 1).items();
            var answer = oldest.stream()
                    .filter(message -> !message.author().equals("user"))
                    .findFirst()
                    .orElseThrow();
            var first = oldest.get(0).messageId();

            try (var reply = site.client.messages().follow(chat, answer.messageId())) {
                assertEquals(answer.text(), reply.now().text());
            }
            assertFalse(
                    site.client.messages().share(chat, List.of(first)).code().isEmpty());

            var unknown = failureOf(() -> site.client.messages().share(chat, List.of(first, first - 1)));
            var missing = assertInstanceOf(PoeFailure.NotFound.class, unknown);
            assertEquals(Long.toString(first - 1), missing.name());
        }
    }

    @ParameterizedTest
    @EnumSource(SiteBuild.class)
    void longChat_isReadToItsBeginning(SiteBuild build) {
        try (var site = new EmulatedPoe(build)) {
            var chats = site.client.chats();
            var longest = longest(site);

            var pages =
                    pages(cursor -> chats.messages(longest.ref(), 60, cursor).messages());

            var ids = new ArrayList<Long>();
            pages.forEach(page ->
                    ids.addAll(0, page.items().stream().map(Message::messageId).toList()));
            assertEquals(231, ids.size());
            assertEquals(ids.stream().sorted().distinct().toList(), ids);
            assertEquals(
                    List.of(60, 60, 60, 51),
                    pages.stream().map(page -> page.items().size()).toList());
        }
    }

    @ParameterizedTest
    @EnumSource(SiteBuild.class)
    void chatByNumberOnly_isFound(SiteBuild build) {
        try (var site = new EmulatedPoe(build)) {
            var known = site.client.chats().history(5, null).items().get(3);
            try (var otherClient =
                    new SiteClient(EmulatedPoe.config(site.poe, true).withLimits(EmulatedPoe.HURRIED))) {
                var page = otherClient.chats().messages(new ChatRef.ById(known.number()), 2, null);

                assertEquals(known.chatCode(), page.chat().chatCode());
                assertEquals(2, page.messages().items().size());
                assertEquals(
                        known.title(),
                        otherClient
                                .chats()
                                .get(new ChatRef.ById(known.number()))
                                .title());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(SiteBuild.class)
    void chat_isChangedAndDeleted(SiteBuild build) {
        try (var site = new EmulatedPoe(build)) {
            var chats = site.client.chats();
            var chat = chats.history(1, null).items().get(0);

            var full = new ChatRef.Full(chat.number(), chat.chatCode());

            assertEquals(full, chats.setTitle(chat.ref(), "Käse & \"Brot\""));
            assertEquals(full, chats.setContextOptimization(chat.ref(), true));
            assertEquals(full, chats.clearContext(chat.ref()));

            assertEquals("Käse & \"Brot\"", chats.get(chat.ref()).title());
            var newest = chats.messages(chat.ref(), 1, null).messages().items().get(0);
            assertEquals("chat_break", newest.author());

            chats.delete(chat.ref());
            assertEquals(Subject.CHAT, ((PoeFailure.NotFound) failureOf(() -> chats.get(chat.ref()))).subject());
        }
    }

    @ParameterizedTest
    @EnumSource(SiteBuild.class)
    void unknownChat_everyRequestReturnsNotFound(SiteBuild build) {
        try (var site = new EmulatedPoe(build)) {
            var chats = site.client.chats();
            for (var unknown : List.of(new ChatRef.ById(42), new ChatRef.ByCode("nosuchchat00000000"))) {
                var failures = List.of(
                        failureOf(() -> chats.get(unknown)),
                        failureOf(() -> chats.messages(unknown, 5, null)),
                        failureOf(() -> chats.setTitle(unknown, "x")),
                        failureOf(() -> chats.setContextOptimization(unknown, true)),
                        failureOf(() -> chats.clearContext(unknown)),
                        failureOf(() -> chats.delete(unknown)));

                failures.forEach(
                        failure -> assertEquals(new PoeFailure.NotFound(Subject.CHAT, unknown.toString()), failure));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(SiteBuild.class)
    void purge_leavesNoChat(SiteBuild build) {
        try (var site = new EmulatedPoe(build)) {
            site.client.account().purgeAllChats();

            assertTrue(site.client.chats().history(10, null).items().isEmpty());
        }
    }

    private static Chat longest(EmulatedPoe site) {
        var chats = site.client.chats();
        for (var chat : chats.history(100, null).items()) {
            if (chats.messages(chat.ref(), 20, null).messages().nextCursor() != null) {
                return chat;
            }
        }
        throw new AssertionError("the emulator has no long chat");
    }

    private static <T> List<Page<T>> pages(Function<@Nullable String, Page<T>> read) {
        List<Page<T>> pages = new ArrayList<>();
        String cursor = null;
        do {
            var page = read.apply(cursor);
            pages.add(page);
            cursor = page.nextCursor();
        } while (cursor != null && pages.size() < 100);
        assertNull(cursor, "the list ends");
        return pages;
    }
}
