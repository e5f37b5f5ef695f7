# What does this do?
# How does it end?
# Why is it here?
ask("no question");
