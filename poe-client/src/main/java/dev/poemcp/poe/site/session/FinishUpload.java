package dev.poemcp.poe.site.session;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.Upload;
import dev.poemcp.poe.site.http.MultipartEncoding;
import dev.poemcp.poe.site.http.NoAnswerException;
import java.time.Duration;
import java.util.regex.Pattern;
import okhttp3.Request;

/** Uploads one file for a token of three dotted parts, which the answer is or contains. */
final class FinishUpload {
    private static final String PATH = "/api/finish_upload_POST";
    private static final Pattern TOKEN = Pattern.compile("[\\w-]{4,}\\.[\\w-]{4,}\\.[\\w-]{4,}");

    private final SiteParts parts;
    private final MultipartEncoding multipart;
    private final Duration limit;

    FinishUpload(SiteParts parts, MultipartEncoding multipart, Duration limit) {
        this.parts = parts;
        this.multipart = multipart;
        this.limit = limit;
    }

    /** Nothing is sent to a bot and nothing is paid by this, so its failures never mean that points are spent. */
    String token(Upload file) {
        var formkey = parts.gates().forOnce().signedKey();
        var request = new Request.Builder()
                .url(parts.requests().url(PATH))
                .headers(parts.requests().browserHeaders())
                .header("poe-formkey", formkey)
                .post(multipart.single(file))
                .build();
        try {
            var answer = parts.exchanges().plain(request, limit);
            parts.reader().failureOf(answer).ifPresent(failure -> {
                throw new PoeException(failure);
            });
            var token = TOKEN.matcher(answer.text());
            if (token.find()) {
                return token.group();
            }
        } catch (NoAnswerException problem) {
            throw new PoeException(parts.reader().noAnswer("upload", problem), problem);
        }
        throw new PoeException(new PoeFailure.UnexpectedResponse(
                "poe.com gave no token for the file \"" + file.name() + "\".", Spend.NONE));
    }
}
