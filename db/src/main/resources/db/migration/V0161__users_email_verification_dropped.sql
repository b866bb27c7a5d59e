-- users.mailed_link has taken over. Links that were mailed before do not work any more: whoever waits asks for another.
drop table users.email_verification;
