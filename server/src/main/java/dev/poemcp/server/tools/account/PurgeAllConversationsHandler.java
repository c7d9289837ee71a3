package dev.poemcp.server.tools.account;

import dev.poemcp.poe.Chat;
import dev.poemcp.poe.Page;
import dev.poemcp.poe.PoeClient;
import dev.poemcp.server.policy.DeletionConfirmation;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.account.PurgeAllConversations;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** Deletes every chat. */
final class PurgeAllConversationsHandler
        implements ToolHandler<PurgeAllConversations.Args, PurgeAllConversations.Result> {
    private static final int PAGE = 100;
    private static final int MAX_PAGES = 10;
    private static final int TITLES_NAMED = 3;

    private final Supplier<PoeClient> poe;
    private final DeletionConfirmation consent;

    PurgeAllConversationsHandler(Supplier<PoeClient> poe, DeletionConfirmation consent) {
        this.poe = poe;
        this.consent = consent;
    }

    @Override
    public PurgeAllConversations.Result call(PurgeAllConversations.Args arguments, CallContext context) {
        if (consent.asksBeforePurging()) {
            ask(arguments, context);
        }
        poe.get().account().purgeAllChats();
        return new PurgeAllConversations.Result(true);
    }

    private void ask(PurgeAllConversations.Args arguments, CallContext context) {
        List<Chat> counted = new ArrayList<>();
        String cursor = null;
        for (int i = 0; i < MAX_PAGES; i++) {
            Page<Chat> page = poe.get().chats().history(PAGE, cursor);
            counted.addAll(page.items());
            cursor = page.nextCursor();
            if (cursor == null) {
                break;
            }
        }
        String number =
                (cursor == null ? "" : "more than ") + counted.size() + (counted.size() == 1 ? " chat" : " chats");
        consent.beforePurging(
                "all " + number + " of the Poe account" + titles(counted),
                "delete all " + number,
                arguments.confirm(),
                context);
    }

    private static String titles(List<Chat> chats) {
        List<String> titles = chats.stream()
                .map(Chat::title)
                .filter(Objects::nonNull)
                .limit(TITLES_NAMED)
                .map(DeletionConfirmation::quoted)
                .toList();
        return titles.isEmpty() ? "" : " (among them " + String.join(", ", titles) + ")";
    }
}
