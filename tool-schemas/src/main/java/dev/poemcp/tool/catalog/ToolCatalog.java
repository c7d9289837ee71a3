package dev.poemcp.tool.catalog;

import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.account.GetSettings;
import dev.poemcp.tool.account.PurgeAllConversations;
import dev.poemcp.tool.account.SetDefaultBot;
import dev.poemcp.tool.account.SetDefaultMessagePointLimit;
import dev.poemcp.tool.bots.Explore;
import dev.poemcp.tool.bots.FollowUser;
import dev.poemcp.tool.bots.GetAvailableCategories;
import dev.poemcp.tool.bots.GetBotInfo;
import dev.poemcp.tool.bots.GetUserInfo;
import dev.poemcp.tool.bots.UnfollowUser;
import dev.poemcp.tool.chats.ClearChatContext;
import dev.poemcp.tool.chats.DeleteChat;
import dev.poemcp.tool.chats.GetChatHistory;
import dev.poemcp.tool.chats.GetChatMessages;
import dev.poemcp.tool.chats.ImportChat;
import dev.poemcp.tool.chats.SetChatContextOptimization;
import dev.poemcp.tool.chats.SetChatTitle;
import dev.poemcp.tool.messages.CancelMessage;
import dev.poemcp.tool.messages.CompareBots;
import dev.poemcp.tool.messages.DeleteMessages;
import dev.poemcp.tool.messages.GetMessageShareUrl;
import dev.poemcp.tool.messages.GetReply;
import dev.poemcp.tool.messages.GetTotalCostPoints;
import dev.poemcp.tool.messages.ListPreviewApps;
import dev.poemcp.tool.messages.RetryMessage;
import dev.poemcp.tool.messages.SendMessage;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All tools. */
public final class ToolCatalog {
    private ToolCatalog() {}

    /** Sorted by name; names are unique. */
    public static List<ToolDefinition<?, ?>> all() {
        return Stream.<ToolDefinition<?, ?>>of(
                        CancelMessage.DEFINITION,
                        ClearChatContext.DEFINITION,
                        CompareBots.DEFINITION,
                        DeleteChat.DEFINITION,
                        DeleteMessages.DEFINITION,
                        Explore.DEFINITION,
                        FollowUser.DEFINITION,
                        GetAvailableCategories.DEFINITION,
                        GetBotInfo.DEFINITION,
                        GetChatHistory.DEFINITION,
                        GetChatMessages.DEFINITION,
                        GetMessageShareUrl.DEFINITION,
                        GetReply.DEFINITION,
                        GetSettings.DEFINITION,
                        GetTotalCostPoints.DEFINITION,
                        GetUserInfo.DEFINITION,
                        ImportChat.DEFINITION,
                        ListPreviewApps.DEFINITION,
                        PurgeAllConversations.DEFINITION,
                        RetryMessage.DEFINITION,
                        SendMessage.DEFINITION,
                        SetChatContextOptimization.DEFINITION,
                        SetChatTitle.DEFINITION,
                        SetDefaultBot.DEFINITION,
                        SetDefaultMessagePointLimit.DEFINITION,
                        UnfollowUser.DEFINITION)
                .sorted(Comparator.comparing(ToolDefinition::name))
                .toList();
    }
}
