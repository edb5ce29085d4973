use crate::support::{Archive, TestSite};

#[tokio::test]
async fn words_that_are_too_long_to_search_for_stay_in_the_box_with_the_limit_named() {
    for site in TestSite::each(&Archive::small()).await {
        let [most, more] = [100, 101].map(|letters| "b".repeat(letters));
        let fits = site.get(&format!("/search?lang=en&q={most}")).await;
        assert_eq!(fits.status, 200);
        fits.lacks("role=\"alert\"");
        fits.shows(&format!("You are looking for “{most}”."));
        let page = site.get(&format!("/search?lang=en&q={more}")).await;
        assert_eq!(page.status, 200);
        page.shows(&format!("name=\"q\" value=\"{more}\""));
        page.shows("A search has 100 characters at most.");
        page.lacks("You are looking for");
        let kept = "cache-control";
        assert_eq!(page.header(kept), fits.header(kept));
    }
}
